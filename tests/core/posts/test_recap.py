"""The short post after the close fits one message, however much was asked."""

from datetime import UTC, datetime
from gettext import NullTranslations
from typing import Any

import pytest

from bot.core.base.contribution import Contribution, Person
from bot.core.base.place import RoomRef
from bot.core.base.post import MAX_TEXT
from bot.core.posts.recap import recap
from bot.core.record.filing import Filing, How, When
from bot.core.record.revisions import Revision
from bot.core.record.summary import Quoted, Section, Summary
from bot.core.record.transcript import AskedQuestion, Entry, Head

NOW = datetime(2026, 12, 2, 17, 0, tzinfo=UTC)
ROOM = RoomRef("discord", 1, 2)
HEAD = Head(1, "Colour", None, "en", "UTC", ROOM, "closed", NOW, NOW, hosts=(), by=None, intro=None)


def summary_of(questions: int, *, link: str | None) -> Summary:
    asked = [AskedQuestion(n, f"What is colour {n}?", NOW, readings=(), link=link) for n in range(1, questions + 1)]
    sections = tuple(Section(question, answers=1, people=1, late=0, quotes=()) for question in asked)
    return Summary(HEAD, sections, people=("Ada",), links=(), talk=0)


def test_a_question_whose_card_was_never_shown_is_named_without_a_link() -> None:
    assert "**Q1** What is colour 1? (1 answer)" in recap(summary_of(1, link=None), NullTranslations()).text


def test_more_questions_than_fit_leave_the_count() -> None:
    link = "https://discord.com/channels/1574078067817578496/1574078067821772800/1574078093054705664"
    text = recap(summary_of(90, link=link), NullTranslations()).text
    assert len(text) <= MAX_TEXT
    assert text == "## Summary: Colour\n90 of 90 answers read, 0 quoted from 0 people."


@pytest.mark.parametrize(
    ("revision", "change"),
    [
        (Revision(2, more=2, by_hosts=False), "2 late answers came in."),
        (Revision(2, more=-1, by_hosts=True), "1 answer was taken out. The hosts changed something."),
        (Revision(2, more=0, by_hosts=False), "Some answers were changed."),
    ],
)
def test_a_revision_says_what_changed(revision: Revision, change: str) -> None:
    text = recap(summary_of(3, link=None), NullTranslations(), revision).text
    assert text.splitlines()[-1] == f"-# Revision 2: {change}"


def quoted(number: int, text: str, **more: Any) -> Quoted:
    said = Contribution(number, 2, Person(number, f"Member {number}"), text)
    filing = Filing(1, How.THREAD, When.ON_TIME)
    return Quoted(Entry(said, filing, False, None, f"https://x.example/{number}"), text, **more)


def posted(*quotes: Quoted) -> str:
    asked = AskedQuestion(1, "What is colour?", NOW, readings=(), link=None)
    section = Section(asked, answers=9, people=9, late=0, quotes=quotes)
    return recap(Summary(HEAD, (section,), people=("Ada",), links=(), talk=0), NullTranslations()).text


def test_a_quote_that_is_too_long_leaves_its_place_to_the_next() -> None:
    long, short = "Light scatters in the air. " * 30, "The sky on a clear day."
    assert short in posted(quoted(1, long.strip()), quoted(2, short))
    assert "Light scatters" not in posted(quoted(1, long.strip()), quoted(2, short))
    assert "Light scatters in the air. …”" in posted(quoted(1, long.strip()))


def test_what_leans_on_another_is_marked_and_shown_only_with_it() -> None:
    first, reply = quoted(1, "Blue is the sky."), quoted(2, "Not for me: it is the sea.", leans_on=1)
    assert "> ↳ “Not for me" in posted(first, reply)
    assert "Not for me" not in posted(quoted(1, "word " * 100), reply)
    assert "9 of 9 answers read, 2 quoted from 2 people." in posted(first, reply)
