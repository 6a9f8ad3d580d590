"""How a chat is named where several could be meant."""

from dataclasses import replace

from bot.core.base.words import N_, Words
from bot.core.posts.hosting import chats
from bot.core.session.listing import listed
from tests.core.sessions import T0, at, set_session


def test_by_title_date_and_state() -> None:
    chat, words = listed(set_session(opens_in=24 * 60)), Words()
    assert chats.chat_label(chat, "UTC", words) == "What is colour? · 2026-09-17"
    assert chats.choice_label(chat, "UTC", words) == "7 · What is colour? · 2026-09-17 · scheduled"
    assert chats.named(chat, words) == f"About “What is colour?”, <t:{int(at(24 * 60).timestamp())}:f>:"
    opened = replace(chat, opened_at=T0)
    assert chats.of_session(N_("{number}: {title}, {time}"), opened, words).startswith("7: What is colour?, <t:")
