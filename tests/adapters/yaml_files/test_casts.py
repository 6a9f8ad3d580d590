"""Casts of rehearsals: what is read, what is refused, and that the shipped ones show all that a chat can bring."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.yaml_files.casts.loader import check_cast_text, read_cast
from bot.adapters.yaml_files.packs.loader import read_pack
from bot.adapters.yaml_files.problems import CastError
from bot.core.script.cast import Cast, Deletes, Edits, Line, Part, PartKind, Reacts, Says

PROMPTS = Path(__file__).parents[3] / "prompts"
CASTS = sorted((PROMPTS / "casts").glob("*.yaml"))

HEAD = "members: [Ada, Ben]\nscenes:\n"
SCENE = HEAD + "  - during: 2\n    lines:\n"


def cast_of(text: str) -> Cast:
    """Return the cast in this text."""
    cast, problems = check_cast_text("talk.yaml", text)
    assert cast is not None, problems
    return cast


def test_lines_know_who_does_what_where_and_when() -> None:
    cast = cast_of(
        """
members: [Ada, Ben]
scenes:
  - during: opening
    lines: [{who: Ada, at: 0%, says: "Hello"}]
  - during: 2
    lines:
      - {who: Ada, at: 12.5%, says: "In the thread", as: first}
      - {who: Ben, at: 90s, says: "A2 In the channel", in: channel, as: second}
      - {who: Ada, at: 40%, says: "Late for one", in: thread 1}
      - {who: Ada, at: 50%, says: "To the channel", to: second, as: third}
      - {who: Ben, at: 60%, reacts: 👍🏽, to: third}
      - {who: Ben, at: 100%, edits: second, into: "A2 Better"}
  - during: after
    lines:
      - {who: Ada, at: 1h, says: "To the thread", to: first}
      - {who: Ada, at: 2h, deletes: first}
"""
    )
    assert (cast.name, cast.language, cast.members) == ("talk", "en", ("Ada", "Ben"))
    assert [scene.part for scene in cast.scenes] == [
        Part(PartKind.OPENING),
        Part(PartKind.QUESTION, 2),
        Part(PartKind.AFTER),
    ]
    assert cast.lines_of(Part(PartKind.OPENING)) == (Line("Ada", 0.0, Says("Hello")),)
    assert cast.lines_of(Part(PartKind.CLOSING)) == ()
    assert [line.deed for line in cast.scenes[1].lines] == [
        Says("In the thread", 2, "first"),
        Says("A2 In the channel", None, "second"),
        Says("Late for one", 1),
        Says("To the channel", None, "third", "second"),
        Reacts("👍🏽", "third"),
        Edits("second", "A2 Better"),
    ]
    assert [line.deed for line in cast.scenes[2].lines] == [Says("To the thread", 2, None, "first"), Deletes("first")]
    assert [line.due(timedelta(minutes=8)) for line in cast.scenes[1].lines[:2]] == [
        timedelta(minutes=1),
        timedelta(seconds=90),
    ]


SAID = "{who: Ada, at: 1%, says: a, as: x}\n      - "

LINES = {
    "a stranger": ("{who: Adda, at: 1%, says: a}", "5:15", "Did you mean Ada?"),
    "somebody else": ("{who: Zoe, at: 1%, says: a}", "5:15", "not among the members"),
    "a bare number": ("{who: Ada, at: 35, says: a}", "5:24", "Write 35% or 35s"),
    "past the end": ("{who: Ada, at: 101%, says: a}", "5:24", "0% to 100%"),
    "no moment": ("{who: Ada, at: soon, says: a}", "5:24", "“soon” is not a moment"),
    "nothing done": ("{who: Ada, at: 1%}", "5:9", "exactly one of"),
    "two things done": ("{who: Ada, at: 1%, says: a, deletes: b}", "5:9", "exactly one of"),
    "no such message": ("{who: Ada, at: 1%, reacts: 👍, to: b}", "5:43", "“as: b”"),
    "a reaction to nothing": ("{who: Ada, at: 1%, reacts: 👍}", "5:9", "“to” is missing"),
    "two emojis": (SAID + '{who: Ben, at: 2%, reacts: "👍 👍", to: x}', "6:36", "one emoji"),
    "a word for an emoji": (SAID + "{who: Ben, at: 2%, reacts: yay, to: x}", "6:36", "emoji"),
    "an edit without a text": (SAID + "{who: Ada, at: 2%, edits: x}", "6:9", "“into” is missing"),
    "another's message": (
        SAID + "{who: Ben, at: 2%, deletes: x}",
        "6:37",
        "“x” is a message of Ada",
    ),
    "a message that is gone": (
        SAID + "{who: Ada, at: 2%, deletes: x}\n      - {who: Ben, at: 3%, says: b, to: x}",
        "7:41",
        "was deleted before",
    ),
    "a label twice": (SAID + "{who: Ada, at: 2%, says: b, as: x}", "6:41", "already taken"),
    "a label of two words": ("{who: Ada, at: 1%, says: a, as: x y}", "5:41", "one word"),
    "back in time": ("{who: Ada, at: 9%, says: a}\n      - {who: Ada, at: 2%, says: b}", "6:24", "order of time"),
    "a reply with a place": (
        SAID + "{who: Ben, at: 2%, says: b, to: x, in: channel}",
        "6:48",
        "Leave out “in”",
    ),
    "a place of its own": ("{who: Ada, at: 1%, says: a, in: garden}", "5:41", "is not a place"),
    "a thread to come": ("{who: Ada, at: 1%, says: a, in: thread 3}", "5:41", "Question 3 has not been asked"),
    "a text for another deed": (
        "{who: Ada, at: 1%, says: a, into: b}",
        "5:43",
        "“into” goes only with edits",
    ),
    "an unknown key": ("{who: Ada, at: 1%, say: a}", "5:28", "Did you mean “says”?"),
}


@pytest.mark.parametrize(("line", "place", "words"), LINES.values(), ids=LINES)
def test_lines_that_cannot_be_played_are_told(line: str, place: str, words: str) -> None:
    cast, problems = check_cast_text("talk.yaml", f"{SCENE}      - {line}\n")
    assert cast is None
    assert any(str(problem).startswith(f"talk.yaml:{place}: ") and words in problem.message for problem in problems)


SCENES = {
    "no such part": ("  - {during: lunch, lines: []}\n", "3:14", "not a part of a chat"),
    "question 0": ("  - {during: 0, lines: []}\n", "3:14", "not a part of a chat"),
    "out of order": ("  - {during: 2, lines: []}\n  - {during: 1, lines: []}\n", "4:14", "order of the chat"),
    "one part twice": ("  - {during: after, lines: []}\n  - {during: after, lines: []}\n", "4:14", "order of the chat"),
    "a thread before any": (
        "  - {during: opening, lines: [{who: Ada, at: 1%, says: a, in: thread}]}\n",
        "3:63",
        "no thread",
    ),
    "the first thread before any": (
        "  - {during: opening, lines: [{who: Ada, at: 1%, says: a, in: thread 1}]}\n",
        "3:63",
        "not been asked",
    ),
}


@pytest.mark.parametrize(("scenes", "place", "words"), SCENES.values(), ids=SCENES)
def test_scenes_that_cannot_be_played_are_told(scenes: str, place: str, words: str) -> None:
    cast, problems = check_cast_text("talk.yaml", HEAD + scenes)
    assert cast is None
    assert [str(problem).startswith(f"talk.yaml:{place}: ") for problem in problems] == [True]
    assert words in problems[0].message


def test_members_are_there_and_different() -> None:
    for members, words in {"[]": "at least one member", "[Ada, ada]": "already taken"}.items():
        _, problems = check_cast_text("talk.yaml", f"members: {members}\nscenes: []\n")
        assert [words in problem.message for problem in problems] == [True]


def test_a_cast_that_cannot_be_played_is_raised(tmp_path: Path) -> None:
    with pytest.raises(CastError, match="no such file"):
        read_cast(tmp_path / "none.yaml")


@pytest.mark.parametrize("path", CASTS, ids=lambda path: path.stem)
def test_shipped_casts_show_all_that_a_chat_can_bring(path: Path) -> None:
    cast, pack = read_cast(path), read_pack(PROMPTS / path.name)
    lines = [line for scene in cast.scenes for line in scene.lines]
    says = [(line.who, line.deed) for line in lines if isinstance(line.deed, Says)]
    assert cast.language == pack.language
    assert len(cast.members) >= 8
    assert {line.who for line in lines} == set(cast.members)
    assert 60 <= len(lines) <= 120
    assert {Edits, Deletes} <= {type(line.deed) for line in lines}
    assert len({line.who for line in lines if isinstance(line.deed, Reacts)}) >= 5
    assert sum(deed.to is not None for _, deed in says) >= 6, "replies"
    assert sum(deed.thread is None and deed.text[0] in "AVK#" for _, deed in says) >= 6, "prefixes"
    assert any(deed.text.count("https://") >= 3 for _, deed in says), "a link dump"
    assert len({(who, deed.text) for who, deed in says}) < len(says), "a duplicate"
    for number in range(1, len(pack.questions) + 1):
        scene = cast.lines_of(Part(PartKind.QUESTION, number))
        assert 6 <= sum(isinstance(line.deed, Says) for line in scene) <= 24
    late = [line.deed for line in cast.lines_of(Part(PartKind.AFTER)) if isinstance(line.deed, Says)]
    assert {deed.thread is None for deed in late} == {True, False}, "late answers in a thread and by prefix"


def test_every_shipped_pack_has_a_cast() -> None:
    assert [path.name for path in CASTS] == sorted(path.name for path in PROMPTS.glob("*.yaml"))
