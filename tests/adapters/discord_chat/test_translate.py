"""Whatever Discord sends of a message is taken in: any text, any name, what was deleted since."""

import asyncio
import json
from typing import Any

import discord
import pytest
from discord.state import ConnectionState
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord_chat.client import INTENTS
from bot.adapters.discord_chat.room.translate import contribution_of
from bot.adapters.sql import codec
from bot.core.text.markers import prefix_of

EXPIRY = "2099-01-01T00:00:00+00:00"
TEXT = st.text(st.characters(), max_size=60)
EMOJI = st.fixed_dictionaries(
    {"id": st.none() | st.just("5"), "name": st.none() | TEXT, "animated": st.booleans()},
)
AUTHOR = {"id": "7", "username": "ada", "discriminator": "0", "global_name": None, "avatar": None}
PLAIN: dict[str, Any] = {
    **{"id": "1100000000000000000", "channel_id": "2", "guild_id": "1", "author": AUTHOR, "content": "", "type": 0},
    **{"timestamp": "2026-11-28T10:00:00+00:00", "edited_timestamp": None, "tts": False, "mention_everyone": False},
    **{"mention_roles": [], "mentions": [], "attachments": [], "embeds": [], "flags": 0, "pinned": False},
}


async def _state() -> Any:
    return ConnectionState(
        dispatch=lambda *_: None,
        handlers={},
        hooks={},
        http=None,  # type: ignore[arg-type]  # nothing is asked of Discord
        intents=INTENTS,
        max_messages=None,
    )


STATE = asyncio.run(_state())
ACME: Any = {"id": "1", "name": "Acme"}
GENERAL: Any = {"id": "2", "name": "general", "type": 0, "position": 0}
GUILD = discord.Guild(data=ACME, state=STATE)
STATE._add_guild(GUILD)
CHANNEL = discord.TextChannel(state=STATE, guild=GUILD, data=GENERAL)


def sent(**changes: object) -> discord.Message:
    """A message as it comes over the gateway: through JSON, in which halves of characters are written as they are."""
    return discord.Message(state=STATE, channel=CHANNEL, data=json.loads(json.dumps({**PLAIN, **changes})))


@given(
    TEXT,
    TEXT,
    st.lists(EMOJI, max_size=3),
    st.lists(st.fixed_dictionaries({"filename": TEXT, "description": st.none() | TEXT}), max_size=2),
    st.none() | st.lists(st.fixed_dictionaries({"text": TEXT}), min_size=1, max_size=3),
)
def test_whatever_is_sent_is_taken_in(
    text: str, name: str, emoji: list[dict[str, Any]], files: list[dict[str, Any]], poll: list[dict[str, Any]] | None
) -> None:
    count = {"count": 1, "me": False, "me_burst": False, "burst_count": 0, "count_details": {"normal": 1, "burst": 0}}
    attached = [{"id": "9", "size": 1, "url": "https://a.example", "proxy_url": "", **each} for each in files]
    asked: dict[str, Any] = {"question": {"text": text}, "allow_multiselect": False, "layout_type": 1, "expiry": EXPIRY}
    asked["answers"] = [{"answer_id": number, "poll_media": each} for number, each in enumerate(poll or ())]
    said = contribution_of(
        sent(
            content=text,
            author={**AUTHOR, "global_name": name},
            reactions=[{"emoji": each, "burst_colors": [], **count} for each in emoji],
            attachments=attached,
            **({"poll": asked} if poll else {}),
        )
    )
    assert said is not None
    assert said.text == text or poll
    assert all(said.reactions)
    assert codec.dumped(said.attachments)
    prefix_of(said.text)


@pytest.mark.parametrize(
    ("emoji", "shown"),
    [
        ({"id": None, "name": "👍"}, "👍"),
        ({"id": "5", "name": "tchat"}, ":tchat:"),
        ({"id": "5", "name": None}, ":emoji:"),
        ({"id": None, "name": None}, ":emoji:"),
    ],
)
def test_an_emoji_is_shown_by_its_name_if_it_has_one(emoji: dict[str, Any], shown: str) -> None:
    said = contribution_of(sent(reactions=[{"emoji": emoji, "count": 1, "me": False}]))
    assert said is not None
    assert list(said.reactions) == [shown]
