"""The post after the close fits one message, however much was asked, and claims what it shows."""

from dataclasses import replace
from datetime import timedelta
from gettext import NullTranslations
from itertools import pairwise

import pytest

from bot.core.base.limits import MAX_TEXT
from bot.core.posts.recap import recap_words
from bot.core.posts.recap.post import MOST_BUTTONS, afterword, recap_post
from bot.core.record.recap import Coverage, Recap, recap_of
from bot.core.record.revisions import Revision
from bot.core.record.summary import Quoted, Section
from bot.core.script.pack import Host, HostRole
from bot.core.session.recap_state import Mark, RecapState
from tests.core.record.recaps import (
    HEAD,
    INK,
    OPENED,
    RED,
    SEA,
    SKY,
    entry,
    question,
    quoted,
    recap,
    rich,
    section,
    summary,
)

WORDS = NullTranslations()
LINK = "https://discord.com/channels/1574078067817578496/1574078067821772800/1574078093054705664"


def _empty(part: Section) -> Section:
    return replace(part, quotes=())


def of_questions(count: int) -> Recap:
    return recap(*(section(of=question(n, f"What is colour {n}?", link=LINK)) for n in range(1, count + 1)))


def posted(*quotes: Quoted) -> str:
    return recap_post(recap(section(*quotes)), WORDS).text


def test_it_says_what_when_and_who_and_shows_a_quote_or_a_pair_a_question() -> None:
    post = recap_post(rich(), WORDS)
    assert post.text == (
        "## #TChat recap: What is *colour*, really?\n"
        "-# <t:1473894000:D> · hosts: Meghan M. Biro, Kevin W. Grossman\n"
        "Ada saw blue in the sky, Ben in the sea (Q1).\n"
        "**Q1 Blue** · 9 answers\n"
        f"> {SKY} — Ada\n"
        f"> ↳ {SEA} — [Ben]({rich().parts[0].units[0].quotes[1].entry.link})\n"
        "**Q2 And what is red, when you see it at school?** · 4 answers\n"
        "> Red is what the pupils see \\<b\\>first\\</b\\>: a fire engine, a pencil, a mistake. — Dee\n"
        f"> ↳ Slept on it and take half of mine back: a mistake can be green as well. — "
        f"[Dee]({rich().parts[1].units[0].quotes[1].entry.link})\n"
        "**Q3 What would you paint?** · 0 answers\n"
        "-# 13 of 13 answers read; 4 quoted here, from 3 people."
    )
    assert [(button.label, button.url) for button in post.buttons] == [
        ("Q1 Blue", "https://discord.com/channels/41/42/555")
    ]


def test_more_questions_than_fit_leave_the_figures() -> None:
    post = recap_post(of_questions(90), WORDS)
    assert len(post.text) <= MAX_TEXT
    assert post.text.splitlines()[-1] == "-# 810 of 810 answers read; 0 quoted here, from 0 people."
    assert len(post.buttons) == MOST_BUTTONS


@pytest.mark.parametrize("count", [8, 12, 25])
def test_what_does_not_fit_is_left_out_and_no_sentence_is_cut(count: int) -> None:
    first = "Consistency matters more than talent, and nobody wants to hear that. "
    made = recap(
        *(
            section(
                quoted(n, first + "Answer the same kind of question well for a whole year, and people begin to come."),
                of=question(n, f"What is colour {n}?", link=LINK),
            )
            for n in range(1, count + 1)
        )
    )
    text = recap_post(made, WORDS).text
    assert len(text) <= MAX_TEXT
    for line in text.splitlines():
        assert not line.startswith("> ") or line.partition(" — ")[0].endswith((".", ". …"))
    assert f"{text.count('> ')} quoted here" in text
    assert text.count("> ") >= min(count, 8), "where not all fit, as many as do"


@pytest.mark.parametrize(
    ("revision", "change"),
    [
        (Revision(2, more=2, by_hosts=False), "2 late answers came in."),
        (Revision(2, more=-1, by_hosts=True), "1 answer was taken out. The hosts changed something."),
        (Revision(2, more=0, by_hosts=False), "Some answers were changed."),
    ],
)
def test_a_revision_says_what_changed(revision: Revision, change: str) -> None:
    text = recap_post(of_questions(3), WORDS, revision).text
    assert text.splitlines()[-1] == f"-# Revision 2: {change}"


def test_a_quote_that_is_too_long_leaves_its_place_to_the_next() -> None:
    long, short = "Light scatters in the air. " * 30, "The sky on a clear day."
    both = posted(quoted(1, long.strip()), quoted(2, short, by=2))
    assert both.index(short) < both.index("Light scatters")
    six = [section(quoted(1, long.strip()), quoted(2, short, by=2), of=question(n)) for n in range(1, 7)]
    assert "Light scatters" not in recap_post(recap(*six[:1], *map(_empty, six[1:])), WORDS).text
    assert "Light scatters in the air. … — " in posted(quoted(1, long.strip()))
    assert "> " not in posted(quoted(1, "word " * 100))


def test_a_question_with_only_long_quotes_has_one_where_others_give_way() -> None:
    first = "Consistency matters more than talent, whatever they say in the market."
    two = f"{first} Answer the same kind of question for a whole year, and people begin to come."
    long = "Light scatters in the air over the harbour and over the hills behind the market and what is left is red."
    longer = f"{long[:-1]}, as I said."
    short = [section(quoted(n, two, by=n), of=question(n, link=LINK, short="Blue")) for n in range(1, 9)]
    made = [*short, section(quoted(9, longer, by=9), of=question(9, short="Red"))]
    text = recap_post(recap(*made), WORDS).text
    assert f"> {first} … — " in text
    assert f"> {longer} — " in text
    assert len(text) <= MAX_TEXT
    full = [*made, *(section(quoted(n, longer, by=n), of=question(n, short="Red")) for n in range(10, 20))]
    text = recap_post(recap(*full), WORDS).text
    assert len(text) <= MAX_TEXT
    assert 0 < text.count("> ") < len(full), "as far as there is room"


def test_what_leans_on_another_is_shown_only_with_it() -> None:
    first = quoted(1, "Blue is the sky.")
    reply = quoted(2, "Not for me: it is the sea.", by=2, after=first)
    assert "> ↳ Not for me: it is the sea. — [Ben]" in posted(first, reply)
    long = quoted(1, "word " * 100)
    assert "Not for me" not in posted(long, quoted(2, reply.text, by=2, after=long))
    asks = quoted(1, "Which sky do you mean by that?")
    assert "> " not in posted(asks, quoted(2, "word " * 100, by=2, after=asks)), "no question without its answer"


def test_two_views_come_first_and_nobody_is_first_twice_while_others_could_be() -> None:
    single, view = quoted(1, "The sky on a clear day.", by=3), quoted(2, "Blue is the sea.")
    pair = view, quoted(3, "I disagree: it is the sky.", by=2, after=view)
    assert "I disagree" in posted(single, *pair)
    two = recap(
        section(quoted(1, SKY), quoted(2, RED, by=4)),
        section(quoted(3, "Ada again."), quoted(4, "Cem at last.", by=3), of=question(2)),
    )
    text = recap_post(two, WORDS).text
    assert text.index("Cem at last.") < text.index("Ada again.")
    plain = quoted(5, "Red is the brick.", by=3), quoted(6, "And the roof of it.", by=4)
    units = plain[0], replace(plain[1], leans_on=plain[0].id), *pair
    text = recap_post(recap(section(*units)), WORDS).text
    assert text.index("I disagree") < text.index("And the roof of it.")


def test_where_room_is_short_what_was_answered_and_a_long_lead_give_way_before_answers() -> None:
    first, second = "The sky over the harbour is blue on most mornings, and I paint it.", "In March it is never so."
    answer = "Not for me: it is the sea that crossed the letters, and never the sky, whatever the morning is."
    goes_on = "And the sea that crossed the letters is blue as well, whatever the morning of it may have been."

    def of(count: int, answer: str = answer) -> str:
        pairs = [(quoted(n, f"{first} {second}"), quoted(n + 40, answer, by=2)) for n in range(1, count + 1)]
        parts = (section(a, replace(b, leans_on=a.id), of=question(n)) for n, (a, b) in enumerate(pairs, 1))
        return recap_post(recap(*parts, state=RecapState(lead="Blue was here all night. " * 30)), WORDS).text

    lead = of(1).splitlines()[2]
    assert 300 < len(lead) <= 400
    assert lead.endswith("night. …")
    assert f"> {first} {second} — Ada" in of(1)
    short = of(6)
    assert f"> {first} … — Ada" in short
    assert second not in short
    assert short.count(answer) == 6
    assert goes_on in of(1, goes_on)
    assert goes_on not in of(6, goes_on), "a reply that differs in nothing goes first"
    assert of(6, goes_on).count(f"> {first} {second} — ") == 6


def test_how_a_recap_was_made_is_told_by_what_there_was() -> None:
    assert recap_words.method(Coverage(answers=3, quoted=0, people=0, left_out=2, uncounted=1), WORDS) == (
        "3 of 3 answers read; 0 quoted here, from 0 people. Not counted: 1 remark or copy. "
        "2 messages were left out by hosts."
    )
    assert recap_words.method(Coverage(answers=3, quoted=1, people=1), WORDS) == (
        "3 of 3 answers read; 1 quoted here, from 1 person. "
        "Quotes were chosen by a program to cover what was said, never by who said it."
    )


def test_what_a_spoiler_hides_is_not_posted() -> None:
    assert "bicycle" not in posted(quoted(1, INK))
    assert afterword(recap(section(), liked=quoted(1, INK)), WORDS) is None


def test_the_lead_is_the_hosts_or_the_figures() -> None:
    first = quoted(1, "Blue is the sky.")
    pair = first, quoted(2, "I disagree: it is the sea.", by=2, after=first)
    asks = quoted(5, "And who taught you to see it that way?", by=5)
    text = recap_post(recap(section(*pair, late=1, unanswered=(asks,))), WORDS).text
    assert (
        "5 people took part. 9 answers to 1 question, 1 of them late. "
        "Openly disagreed: Ada and Ben (Q1). Left open: what Eve asked."
    ) in text
    named = recap_post(recap(section(*pair, of=question(short="The sea"))), WORDS).text
    assert "Openly disagreed: Ada and Ben on “The sea” (Q1)." in named
    assert "Nobody answered this time." in recap_post(recap(section(answers=0)), WORDS).text
    assert "Only 2 answers came in." in recap_post(recap(section(answers=2)), WORDS).text


def test_a_second_post_follows_only_with_something_to_tell() -> None:
    assert afterword(recap(section(quoted(1, SKY))), WORDS) is None
    step, line = entry(30, "Paint one wall, Cem brings the brushes.", by=2), entry(6, SKY)
    marks = {step.contribution.id: Mark.NEXT_STEP, line.contribution.id: Mark.LINE}
    there = {step.contribution.id: step, line.contribution.id: line}
    made = recap_of(summary(section(), marked=there), RecapState(marks=marks), OPENED + timedelta(weeks=1))
    post = afterword(made, WORDS)
    assert post is not None
    assert post.quiet
    assert post.text == (
        f"**Line of the night**\n> {SKY} — [Ada]({line.link})\n"
        f"**Next steps**\n> Paint one wall, Cem brings the brushes. — [Ben]({step.link})\n"
        "**Next chat:** <t:1474498800:F>\n"
        "**Thank you** Ada, Ben, Cem, Dee and Eve, and everybody who read along.\n"
        "-# Quoted and would rather not be? Choose “Leave out of the record” in your message's menu; "
        "this recap follows."
    )
    tagged = replace(made, head=replace(HEAD, hashtag="#TChat"), people=())
    assert "**Next #TChat:** <t:" in (told := afterword(tagged, WORDS).text)  # type: ignore[union-attr]
    assert "Thank you" not in told


def test_a_second_post_fits_also_when_everybody_is_thanked() -> None:
    many = replace(rich(), people=tuple(f"Somebody with a long name {n}" for n in range(200)))
    post = afterword(many, WORDS)
    assert post is not None
    assert len(post.text) <= MAX_TEXT
    assert "Thank you" not in post.text
    assert "**Next steps**" in post.text


def test_a_second_post_shows_whole_quotes_under_their_label_and_says_how_many_more_there_are() -> None:
    steps = [entry(30 + n, f"Paint wall {n}, and then tell all the others how it went, " * 4, by=2) for n in range(9)]
    marks = {step.contribution.id: Mark.NEXT_STEP if n else Mark.TAKEAWAY for n, step in enumerate(steps)}
    there = {step.contribution.id: step for step in steps}
    post = afterword(recap_of(summary(section(), marked=there), RecapState(marks=marks)), WORDS)
    assert post is not None
    assert len(post.text) <= 1200
    lines = post.text.splitlines()
    assert lines[-3] == f"-# {9 - post.text.count('> ')} more are in the whole recap."
    assert all(after.startswith("> ") for line, after in pairwise(lines) if line in ("**Takeaways**", "**Next steps**"))


def test_of_many_hosts_the_first_are_named() -> None:
    hosts = tuple(Host(f"Somebody with a long name {n}", HostRole.CO_HOST) for n in range(90))
    post = recap_post(recap(section(quoted(1, SKY)), head=replace(HEAD, hosts=hosts)), WORDS)
    assert len(post.text) <= MAX_TEXT
    assert "long name 7, …" in post.text
    assert SKY in post.text


def test_one_name_is_thanked_alone() -> None:
    made = replace(rich(), people=("Ada",))
    assert "**Thank you** Ada, and everybody who read along." in afterword(made, WORDS).text  # type: ignore[union-attr]
