"""The short post after the close fits one message, however much was asked."""

from datetime import UTC, datetime
from gettext import NullTranslations

import pytest

from bot.core.base.place import RoomRef
from bot.core.base.post import MAX_TEXT
from bot.core.posts.recap import recap
from bot.core.record.summary import Section, Summary
from bot.core.record.transcript import AskedQuestion, Head

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
    ("before", "change"),
    [(1, "2 late answers came in."), (4, "1 answer was taken back."), (3, "Some answers were changed.")],
)
def test_a_revised_summary_says_what_changed(before: int, change: str) -> None:
    text = recap(summary_of(3, link=None), NullTranslations(), before).text
    assert text.splitlines()[-1] == f"-# Revised: {change}"
