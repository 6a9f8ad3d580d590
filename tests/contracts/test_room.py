"""What every room promises to those who post in it: the rehearsal's, and Discord behind a real connection."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import wiring
from bot.adapters.discord_chat.room.room import DiscordRoom
from bot.adapters.rehearsal.room import BOT, RehearsalRoom
from bot.app.ports.room import Room
from bot.app.ports.values import Gone, OwnPost, TooLarge
from bot.config import Config
from bot.core.base.contribution import Person
from bot.core.base.post import LinkButton, Post
from tests.clock import StillClock
from tests.standin import StandIn

ADA = Person(100, "Ada")


@dataclass(frozen=True)
class Place:
    """A room, a channel in it, and what a visitor sees there; with a member, and until when they may say nothing."""

    room: Room
    channel: int
    texts: Callable[[int], list[str]]
    pinned: Callable[[], list[int]]
    guild: int
    member: int
    says: Callable[[str], Awaitable[int]]
    heard: Callable[[], list[str]]
    timed_out: Callable[[], datetime | None]
    attaches: Callable[[str, bytes], Awaitable[str]]
    thread_names: Callable[[], list[str]]


@asynccontextmanager
async def rehearsal(_: Path) -> AsyncIterator[Place]:
    room = RehearsalRoom(StillClock())

    def texts(channel: int) -> list[str]:
        return [m.text for m in room.messages.values() if m.author == BOT and m.channel == channel]

    async def says(text: str) -> int:
        return (await room.say(ADA, text)).id

    async def attaches(name: str, content: bytes) -> str:
        return (await room.say(ADA, "", files={name: content})).attachments[0].url

    yield Place(
        room,
        room.ref.channel,
        texts,
        lambda: [m.id for m in room.messages.values() if m.pinned],
        guild=room.ref.guild,
        member=ADA.id,
        says=says,
        heard=lambda: [m.text for m in room.messages.values() if m.author == ADA],
        timed_out=lambda: room.timed_out.get(ADA.id),
        attaches=attaches,
        thread_names=lambda: list(room.threads.values()),
    )


@asynccontextmanager
async def discord(folder: Path) -> AsyncIterator[Place]:
    async with StandIn() as standin:
        guild = standin.guild("Acme")
        general, ada = guild.channel("general"), guild.member("Ada")

        def texts(channel: int) -> list[str]:
            found = standin.world.channels[channel]
            return [m.text for m in found.messages() if m.author.bot and m.text]

        async def says(text: str) -> int:
            return (await ada.says(text, general)).id

        async def attaches(name: str, content: bytes) -> str:
            return (await ada.says("", general, files={name: content})).files[0].url

        with standin.in_process():
            async with wiring.on_discord(Config(data_dir=folder), standin.token) as bot:
                client = bot.client
                client._connection.guild_ready_timeout = 0.01  # two seconds of patience that no test needs
                await standin.gateway.connected()
                await client.wait_until_ready()
                yield Place(
                    DiscordRoom(client),
                    general.id,
                    texts,
                    lambda: [m.id for m in general.pinned()],
                    guild=guild.id,
                    member=ada.user.id,
                    says=says,
                    heard=lambda: [m.text for m in general.messages(by=ada)],
                    timed_out=lambda: ada.timed_out_until,
                    attaches=attaches,
                    thread_names=lambda: [thread.name for thread in general.threads()],
                )
        assert standin.violations == []
        assert standin.unhandled == []


Open = Callable[[Path], AbstractAsyncContextManager[Place]]


@pytest.fixture(params=[rehearsal, discord], ids=["rehearsal", "discord"])
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Place]:
    opened: Open = request.param
    async with opened(tmp_path) as place:
        yield place


HELLO = Post("Hello", (LinkButton("Read", "https://example.org"),))


async def test_a_post_with_the_same_nonce_is_shown_once(place: Place) -> None:
    first = await place.room.post(place.channel, HELLO, "nonce-1")
    assert await place.room.post(place.channel, HELLO, "nonce-1") == first
    second = await place.room.post(place.channel, HELLO, "nonce-2")
    assert second > first
    assert place.texts(place.channel) == ["Hello", "Hello"]


async def test_a_post_can_be_changed(place: Place) -> None:
    message = await place.room.post(place.channel, HELLO, "nonce")
    await place.room.edit(place.channel, message, Post("Goodbye"))
    assert place.texts(place.channel) == ["Goodbye"]


async def test_a_thread_has_the_id_of_its_message_and_is_made_once(place: Place) -> None:
    message = await place.room.post(place.channel, HELLO, "nonce")
    await place.room.start_thread(place.channel, message, "Q1")
    await place.room.start_thread(place.channel, message, "Q1")
    await place.room.post(message, Post("in the thread", quiet=True), "nonce-2")
    assert place.texts(message) == ["in the thread"]
    await place.room.rename_thread(message, "Q2")
    await place.room.archive_thread(message)
    await place.room.archive_thread(message)
    await place.room.rename_thread(message, "Q3")
    assert place.thread_names() == ["Q3"]


async def test_a_post_can_be_pinned_and_unpinned(place: Place) -> None:
    message = await place.room.post(place.channel, HELLO, "nonce")
    await place.room.pin(place.channel, message, pinned=True)
    await place.room.pin(place.channel, message, pinned=True)
    assert place.pinned() == [message]
    await place.room.pin(place.channel, message, pinned=False)
    assert place.pinned() == []


async def test_own_posts_are_found_in_the_history(place: Place) -> None:
    ids = [await place.room.post(place.channel, Post(f"post {n}"), f"nonce-{n}") for n in range(3)]
    found = [post async for post in place.room.own_posts(place.channel, ids[0])]
    assert found == [OwnPost(ids[1], "post 1"), OwnPost(ids[2], "post 2")]


async def test_private_messages_have_a_channel_of_their_own(place: Place) -> None:
    private = await place.room.direct(place.member)
    assert await place.room.direct(place.member) == private != place.channel
    message = await place.room.post(private, HELLO, "nonce")
    assert place.texts(private) == ["Hello"]
    assert place.texts(place.channel) == []
    assert [post async for post in place.room.own_posts(private, 0)] == [OwnPost(message, "Hello")]


async def test_a_members_message_can_be_taken_out(place: Place) -> None:
    said = await place.says("Buy!")
    assert place.heard() == ["Buy!"]
    await place.room.remove(place.channel, said)
    await place.room.remove(place.channel, said)
    assert place.heard() == []


async def test_a_member_can_be_timed_out_and_let_in_again(place: Place) -> None:
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=10)
    await place.room.time_out(place.guild, place.member, until)
    assert place.timed_out() == until
    await place.room.time_out(place.guild, place.member, None)
    await place.room.time_out(place.guild, place.member, None)
    assert place.timed_out() is None


async def test_what_is_not_there_is_gone(place: Place) -> None:
    with pytest.raises(Gone):
        await place.room.edit(place.channel, 12345, HELLO)
    with pytest.raises(Gone):
        await place.room.pin(place.channel, 12345, pinned=True)


async def test_a_file_is_given_as_far_as_it_is_wanted(place: Place) -> None:
    content = bytes(range(256)) * 1000
    link = await place.attaches("näin käy & so on?.png", content)
    assert await place.room.download(link, len(content)) == content
    with pytest.raises(TooLarge):
        await place.room.download(link, len(content) - 1)
    there, _, name = link.rpartition("/")
    with pytest.raises(Gone):
        await place.room.download(f"{there}1/{name}" if there else f"{link}1", 10)


async def test_a_room_says_what_the_bot_may_do_there(place: Place) -> None:
    assert place.room.abilities(place.channel).missing == ()
