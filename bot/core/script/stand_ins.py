"""Who answers in a rehearsal of a pack that has no cast: three made-up members, who say that they are made up."""

from bot.core.base.words import N_, Words
from bot.core.script.cast import Cast, Line, Part, PartKind, Says, Scene
from bot.core.script.pack import Pack
from bot.core.text.shorten import shortened

MEMBERS = 3
MOMENTS = (0.25, 0.5, 0.75)
"""When each of them answers, as a share of the question's time."""

OPENINGS = (
    N_("I am made up, and so is this answer to “{question}”."),
    N_("This pack has no cast, so a made-up member stands in for whoever will answer “{question}”."),
    N_("“{question}” – somebody real would have more to say here than a stand-in."),
)
CLOSINGS = (
    N_("Your members will know better."),
    N_("The summary needs a few lines to show, and this is one of them."),
    N_("Others may answer below."),
    N_("That is all I was written to say."),
    N_("It is where an answer will be."),
)
EXCERPT = 100


def stand_ins(pack: Pack, words: Words) -> Cast:
    """Return a cast for any pack: each member answers each question once, never twice in the same words."""
    names = [words.gettext("Member {number}").format(number=number) for number in range(1, MEMBERS + 1)]
    scenes = []
    for number, question in enumerate(pack.questions, 1):
        asked = shortened(question.ask.in_language(pack.language), EXCERPT)
        lines = []
        for place, (name, moment) in enumerate(zip(names, MOMENTS, strict=True)):
            opening = OPENINGS[(place + number) % len(OPENINGS)]
            closing = CLOSINGS[(place + number) % len(CLOSINGS)]
            text = f"{words.gettext(opening).format(question=asked)} {words.gettext(closing)}"
            lines.append(Line(name, moment, Says(text, number)))
        scenes.append(Scene(Part(PartKind.QUESTION, number), tuple(lines)))
    return Cast(pack.name, pack.language, tuple(names), tuple(scenes))
