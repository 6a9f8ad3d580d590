"""The stand-in for Discord, proven with an ordinary discord.py client."""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import pytest
import pytest_asyncio
from discord.http import Route

from tests.standin import Channel, DiscordError, Guild, Permission, Person, StandIn
from tests.standin.subject import Bot

P = Permission


@pytest_asyncio.fixture
async def standin() -> AsyncIterator[StandIn]:
    async with StandIn(patience=10) as standin:
        with standin.in_process():
            yield standin
    assert not standin.unhandled


@pytest.fixture
def guild(standin: StandIn) -> Guild:
    return standin.guild("Acme", size=1200)


@pytest.fixture
def general(guild: Guild) -> Channel:
    return guild.channel("general")


@pytest.fixture
def ada(guild: Guild) -> Person:
    return guild.member("Ada", P.MANAGE_EVENTS | P.MANAGE_MESSAGES)


@pytest_asyncio.fixture
async def bot(standin: StandIn, general: Channel) -> AsyncIterator[Bot]:
    bot = Bot()
    running = asyncio.create_task(bot.start(standin.token))
    await bot_ready(bot, standin)
    yield bot
    await bot.close()
    await running


async def bot_ready(bot: Bot, standin: StandIn) -> None:
    await standin.gateway.connected()
    await bot.wait_until_ready()


async def test_a_conversation(bot: Bot, general: Channel, ada: Person) -> None:
    said = await ada.says("A2 hello", general, files={"cat.txt": b"meow"})
    heard = await bot.next("message")
    assert (heard.id, heard.content, heard.author.name) == (said.id, "A2 hello", "ada")
    assert isinstance(heard.author, discord.Member)
    assert heard.guild.member_count == 1200
    assert await heard.attachments[0].read() == b"meow"

    answer = await heard.reply("hi <@1>", allowed_mentions=discord.AllowedMentions.none())
    reply = await general.hears("hi", after=said)
    assert (reply.id, reply.reply_to, reply.pinged) == (answer.id, said, [])
    again = await ada.says("thanks", general, reply_to=reply)
    assert (await bot.next("message")).reference.resolved.content == "hi <@1>"

    await answer.edit(content="hello", suppress=True)
    await reply.becomes("hello")
    assert reply.edits == ["hi <@1>"]
    history = [m.content async for m in bot.room(general).history(after=heard, oldest_first=True)]
    assert history == ["hello", "thanks"]
    around = [m.id async for m in bot.room(general).history(around=reply, limit=3)]
    assert sorted(around) == [said.id, reply.id, again.id]
    forwarded = await ada.forwards(said, general)
    assert (await bot.next("message")).message_snapshots[0].content == "A2 hello"
    await answer.delete()
    assert general.messages() == [said, again, forwarded]


async def test_edits_previews_and_deletions(bot: Bot, general: Channel, ada: Person, standin: StandIn) -> None:
    first, second, third = [await ada.says(text, general) for text in ("one", "two", "three")]
    await ada.edits(first, "uno")
    edit = await bot.next("raw_message_edit")
    assert (edit.message.content, edit.message.edited_at) == ("uno", first.edited_at)
    await standin.resolves_embed(second, "A page")
    preview = await bot.next("raw_message_edit")
    assert (preview.message.embeds[0].title, preview.message.edited_at) == ("A page", None)
    await ada.deletes(first)
    assert (await bot.next("raw_message_delete")).message_id == first.id
    await ada.deletes(second, third)
    assert (await bot.next("raw_bulk_message_delete")).message_ids == {second.id, third.id}
    with pytest.raises(discord.NotFound) as error:
        await bot.room(general).fetch_message(first.id)
    assert error.value.code == 10008


async def test_reactions(bot: Bot, guild: Guild, general: Channel, ada: Person) -> None:
    said = await ada.says("yes", general)
    people = [ada, guild.member("Bo"), guild.member("Cy")]
    for person in people:
        await person.reacts(said, "👍")
        assert (await bot.next("raw_reaction_add")).member.id == person.user.id
    message = await bot.room(general).fetch_message(said.id)
    await message.add_reaction("👍")
    thumbs = (await message.fetch()).reactions[0]
    assert (thumbs.count, thumbs.me) == (4, True)
    pages = await bot.http.get_reaction_users(general.id, said.id, "👍", limit=1, after=ada.user.id)
    assert [user["id"] for user in pages] == [str(people[1].user.id)]
    await ada.unreacts(said, "👍")
    assert (await bot.next("raw_reaction_remove")).user_id == ada.user.id
    await ada.clears_reactions(said, "👍")
    await ada.clears_reactions(said)
    assert str((await bot.next("raw_reaction_clear_emoji")).emoji) == "👍"
    assert (await bot.next("raw_reaction_clear")).message_id == said.id


async def test_commands_buttons_menus_and_forms(bot: Bot, guild: Guild, general: Channel, ada: Person) -> None:
    used = await ada.runs("tchat start", general, pack="what", minutes=7)
    panel = await used.answered("started")
    assert (panel.text, panel.ephemeral, panel.buttons) == ("started what for 7", True, ["Pause", "Say"])
    assert await used.acknowledged() < 3000
    assert (await used.answered("one more")).id != panel.id
    assert general.messages() == []

    assert (await (await ada.selects(panel, "Tea", menu="Drink")).answered()).text == "drinks tea"
    form = await (await ada.clicks(panel, "Say")).modal()
    assert form.title == "Say it"
    assert (await (await ada.submits(form, your_words="blue", under="Q1")).answered()).text == "said blue under ['1']"
    await general.hears("said blue")
    assert (await (await ada.clicks(panel, "Pause")).answered()) is panel
    assert (panel.text, panel.buttons) == ("paused", [])
    with pytest.raises(AssertionError, match="no button"):
        await ada.clicks(panel, "Pause")

    choices = await ada.completes("tchat start", general, focused="pack", typed="wh")
    assert [choice["name"] for choice in choices] == ["what", "who", "why"]
    featured = await ada.uses_on("Feature answer", await ada.says("it depends", general))
    reply = await featured.answered()
    assert (reply.text, reply.files[0].name) == ("featured it depends", "code.py")

    with pytest.raises(AssertionError, match="needs"):
        await ada.runs("tchat start", general)
    with pytest.raises(AssertionError, match="out of range"):
        await ada.runs("tchat start", general, pack="what", minutes=61)
    with pytest.raises(DiscordError, match="hidden from Bo"):
        await guild.member("Bo").runs("tchat start", general, pack="what")


async def test_a_command_takes_anything(bot: Bot, guild: Guild, general: Channel, ada: Person) -> None:
    admin = guild.member("Root", P.ADMINISTRATOR)
    admin.locale = "fi"
    used = await admin.runs("take", general, where=general, who=ada, file=("a.txt", b"hi"), x=3)
    assert (await used.answered()).text == "general ada b'hi' 3.0 fi"
    with pytest.raises(DiscordError, match="hidden from Ada"):
        await ada.runs("take", general, where=general, who=ada, file=("a.txt", b"hi"), x=3)


async def test_an_interaction_is_answered_once_and_in_time(bot: Bot, general: Channel, ada: Person) -> None:
    used = await ada.runs("silent", general)
    webhook = Route("POST", f"/interactions/{used.id}/{used.token}/callback")
    await bot.http.request(webhook, json={"type": 4, "data": {"content": "here"}})
    with pytest.raises(discord.HTTPException) as twice:
        await bot.http.request(webhook, json={"type": 5})
    general.world.interaction_window = 0
    late = await ada.runs("silent", general)
    with pytest.raises(discord.NotFound) as expired:
        await bot.http.request(Route("POST", f"/interactions/{late.id}/{late.token}/callback"), json={"type": 5})
    assert (twice.value.code, expired.value.code) == (40060, 10062)
    assert late.acknowledged_ms is None


async def test_a_nonce_is_honoured_while_it_is_remembered(bot: Bot, general: Channel) -> None:
    room = bot.room(general)
    first = await room.send("Q1", nonce="q1")
    again = await room.send("Q1", nonce="q1")
    assert first.id == again.id
    await first.delete()
    with pytest.raises(discord.NotFound) as error:
        await room.send("Q1", nonce="q1")
    assert error.value.code == 10008
    general.world.nonce_window = 0
    await room.send("Q1", nonce="q1")
    assert [message.text for message in general.messages()] == ["Q1"]


async def test_threads(bot: Bot, guild: Guild, general: Channel, ada: Person) -> None:
    question = await bot.room(general).send("Q1 of 6")
    thread = await question.create_thread(name="Q1")
    assert thread.id == question.id
    with pytest.raises(discord.HTTPException) as error:
        await question.create_thread(name="Q1")
    assert error.value.code == 160004

    room = await general.gains_thread("Q1")
    await ada.says("in here", room)
    assert (await bot.next("message")).channel.id == thread.id
    await thread.edit(archived=True)
    assert [t.id async for t in bot.room(general).archived_threads()] == [thread.id]
    await ada.says("late", room)
    assert not room.archived
    assert [t.id for t in await bot.room(general).guild.active_threads()] == [thread.id]
    await thread.edit(archived=True, locked=True)
    with pytest.raises(DiscordError, match="archived"):
        await ada.says("too late", room)

    desk = await bot.room(general).create_thread(name="Desk")
    await desk.add_user(discord.Object(ada.user.id))
    await ada.says("psst", await general.gains_thread("Desk"))
    with pytest.raises(DiscordError, match="50001"):
        await guild.member("Bo").says("let me in", await general.gains_thread("Desk"))
    said = await ada.says("aside", general)
    await ada.starts_thread(on=said, name="Aside")
    assert [(await bot.next("thread_create")).name for _ in "123"] == ["Q1", "Desk", "Aside"]
    await ada.deletes_channel(room)
    assert (await bot.next("raw_thread_delete")).thread_id == thread.id


async def test_pins_events_and_time_outs(bot: Bot, guild: Guild, general: Channel, ada: Person) -> None:
    room = bot.room(general)
    message = await room.send("Preview")
    await message.pin()
    assert [pin.id async for pin in room.pins()] == [message.id]
    assert general.messages()[-1].kind == 6
    await message.unpin()
    assert general.pinned() == []

    start = discord.utils.utcnow() + timedelta(days=1)
    event = await room.guild.create_scheduled_event(
        name="#TChat", start_time=start, end_time=start + timedelta(hours=1), location="#general",
        entity_type=discord.EntityType.external, privacy_level=discord.PrivacyLevel.guild_only,
    )  # fmt: skip
    assert (await bot.next("scheduled_event_create")).id == event.id
    await event.start()
    assert [(one.name, one.status) for one in guild.events] == [("#TChat", 2)]
    await event.delete()
    assert guild.events == []

    member = await room.guild.fetch_member(ada.user.id)
    await member.timeout(timedelta(minutes=5))
    with pytest.raises(DiscordError, match="50013"):
        await ada.says("let me speak", general)
    dm = await member.create_dm()
    await dm.send("take a break")
    ada.user.accepts_dms = False
    with pytest.raises(discord.Forbidden):
        await dm.send("still there?")
    async with room.typing():
        assert general.typed


async def test_permissions_are_enforced(bot: Bot, guild: Guild, general: Channel, ada: Person) -> None:
    room = bot.room(general)
    said = await ada.says("hello", general)

    async def without(permission: Permission, act: Any) -> int:
        guild.bot_loses(permission, general)
        await bot.next("guild_channel_update")
        with pytest.raises(discord.Forbidden) as error:
            await act()
        guild.bot_gains(permission, general)
        await bot.next("guild_channel_update")
        return error.value.code

    message = await room.fetch_message(said.id)
    assert await without(P.SEND_MESSAGES, lambda: room.send("hi")) == 50013
    assert await without(P.CREATE_PUBLIC_THREADS, lambda: message.create_thread(name="t")) == 50013
    assert await without(P.PIN_MESSAGES, message.pin) == 50013
    assert await without(P.VIEW_CHANNEL, lambda: room.fetch_message(said.id)) == 50001
    guild.bot_loses(P.READ_MESSAGE_HISTORY, general)
    assert [m async for m in room.history()] == []
    guild.bot_loses(P.VIEW_CHANNEL, general)
    await ada.says("unseen", general)
    guild.bot_gains(P.VIEW_CHANNEL, general)
    await ada.says("seen", general)
    assert [(await bot.next("message")).content for _ in "12"] == ["hello", "seen"]


@pytest.mark.parametrize("resumable", [True, False])
@pytest.mark.parametrize("how", ["abort", "close", "reconnect", "invalid"])
async def test_the_gateway_drops(
    bot: Bot, standin: StandIn, general: Channel, ada: Person, how: str, resumable: bool
) -> None:
    standin.gateway.drop(how, resumable=resumable)
    await ada.says("while away", general)
    gateway = standin.gateway
    await standin.until(lambda: gateway.resumes if resumable else gateway.identifies == 2, "the bot is back")
    await ada.says("after", general)
    said = (await bot.next("message")).content
    assert said == ("while away" if resumable else "after")
    assert (gateway.identifies, gateway.resumes) == ((1, 1) if resumable else (2, 0))


async def test_the_gateway_goes_dark(
    bot: Bot, standin: StandIn, general: Channel, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("discord.backoff.ExponentialBackoff.delay", lambda self: 0.01)
    standin.gateway.freeze()
    frozen = await ada.says("frozen", general)
    await bot.room(general).fetch_message(frozen.id)
    assert bot.seen["message"].empty()
    standin.gateway.thaw()
    assert (await bot.next("message")).content == "frozen"
    standin.gateway.go_dark()
    await ada.says("dark", general)
    await standin.until(lambda: standin.gateway.refused, "a refused connection")
    standin.gateway.come_back()
    assert (await bot.next("message")).content == "dark"


async def test_events_are_lost_doubled_and_held(bot: Bot, standin: StandIn, general: Channel, ada: Person) -> None:
    standin.faults.lose_events("MESSAGE_CREATE")
    await ada.says("lost", general)
    standin.faults.double_events("MESSAGE_CREATE")
    await ada.says("twice", general)
    held = standin.faults.hold_events("MESSAGE_CREATE")
    await ada.says("first", general)
    await ada.says("last", general)
    held.release(reverse=True)
    assert [(await bot.next("message")).content for _ in "1234"] == ["twice", "twice", "last", "first"]


async def test_requests_fail(bot: Bot, standin: StandIn, general: Channel) -> None:
    room, sending = bot.room(general), "POST /channels/{channel_id}/messages"
    standin.faults.commit_then_fail(sending)
    await room.send("once")  # discord.py tries again with the same nonce
    assert [request.status for request in await standin.asked(sending, 2)] == [500, 200]
    standin.faults.fail_next(sending, status=429, retry_after=0.01)
    await room.send("patiently")
    standin.faults.cut_next(sending)
    with pytest.raises(aiohttp.ClientError):
        await room.send("never")
    standin.faults.commit_then_cut(sending)
    with pytest.raises(aiohttp.ClientError):
        await room.send("unanswered")
    standin.faults.delay_next(0.01, sending)
    gate = standin.faults.hold_next(sending, committed=True)
    late = asyncio.create_task(room.send("held"))
    await gate.reached()
    assert not late.done()
    gate.release()
    await late
    assert [m.text for m in general.messages()] == ["once", "patiently", "unanswered", "held"]


async def test_the_bot_is_removed_and_invited_back(bot: Bot, guild: Guild, general: Channel, ada: Person) -> None:
    room = bot.room(general)
    guild.removes_bot()
    assert (await bot.next("guild_remove")).id == guild.id
    with pytest.raises(discord.Forbidden) as error:
        await room.send("anyone?")
    assert error.value.code == 50001
    await ada.says("it is gone", general)
    guild.invites_bot()
    assert (await bot.next("guild_join")).id == guild.id
    await ada.says("welcome back", general)
    assert (await bot.next("message")).content == "welcome back"
    await ada.deletes_channel(general)
    assert (await bot.next("guild_channel_delete")).id == general.id


async def test_shapes_are_checked(bot: Bot, standin: StandIn, general: Channel) -> None:
    buttons = [{"type": 2, "style": 2, "label": "x", "custom_id": str(i)} for i in range(6)]
    sending = Route("POST", "/channels/{channel_id}/messages", channel_id=general.id)
    putting = Route("PUT", f"/applications/{bot.application_id}/commands")
    option = {"type": 3, "name": "a", "description": "A"}
    wrong: list[tuple[Route, Any]] = [
        (sending, {"content": "x" * 2001}),
        (sending, {"content": ""}),
        (sending, {"content": "x", "components": [{"type": 1, "components": buttons}]}),
        (sending, {"content": "x", "components": [{"type": 1, "components": buttons[:1]}] * 6}),
        (sending, {"content": "x", "components": [{"type": 1, "components": [{**buttons[0], "label": "x" * 81}]}]}),
        (
            sending,
            {"content": "x", "components": [{"type": 1, "components": [{**buttons[0], "custom_id": "x" * 101}]}]},
        ),
        (putting, [{"name": "Upper", "description": "A"}]),
        (putting, [{"name": "a", "description": ""}]),
        (putting, [{"name": "a", "description": "A", "description_localizations": {"fi": "x" * 101}}]),
        (putting, [{"name": "a", "description": "A", "options": [option, {**option, "name": "b", "required": True}]}]),
        (putting, [{"name": "a", "description": "A", "options": [{**option, "choices": [{"name": "x"}] * 26}]}]),
    ]
    for route, body in wrong:
        with pytest.raises(discord.HTTPException) as error:
            await bot.http.request(route, json=body)
        assert error.value.status == 400
    assert len(standin.violations) == len(wrong)
    assert general.messages() == []


async def test_who_may_log_in(standin: StandIn, guild: Guild, general: Channel, ada: Person) -> None:
    async with Bot() as stranger:
        with pytest.raises(discord.LoginFailure):
            await stranger.start("wrong")
    async with Bot() as revoked:
        await revoked.login(standin.token)
        standin.world.token = "rotated"
        with pytest.raises(discord.ConnectionClosed, match="4004"):
            await revoked.connect()
    standin.world.message_content = False
    async with Bot() as eager:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await eager.start(standin.token)


async def test_content_is_veiled_without_the_intent(standin: StandIn, general: Channel, ada: Person) -> None:
    standin.world.message_content = False
    async with Bot(discord.Intents(guilds=True, messages=True)) as blind:
        running = asyncio.create_task(blind.start(standin.token))
        await bot_ready(blind, standin)
        await ada.says("secret", general)
        await ada.says(f"<@{standin.world.bot.id}> open", general)
        assert (await blind.next("message")).content == ""
        assert "open" in (await blind.next("message")).content
        assert [bool(m.content) async for m in blind.room(general).history()] == [True, False]
        await blind.close()
        await running


async def test_what_nobody_knows_is_kept_for_the_test(bot: Bot, standin: StandIn, general: Channel) -> None:
    with pytest.raises(discord.NotFound):
        await bot.http.request(Route("GET", "/sticker-packs"))
    assert standin.unhandled == ["GET /api/v10/sticker-packs"]
    standin.unhandled.clear()
    await bot.room(general).send("the only thing said")
    standin.world.patience = 0.01
    with pytest.raises(AssertionError, match="the only thing said"):
        await general.hears("something else")


ECHO = """
import discord
bot = discord.Client(intents=discord.Intents(guilds=True, messages=True, message_content=True))
@bot.event
async def on_message(message):
    if message.author != bot.user:
        await message.channel.send("echo " + message.content)
import os
bot.run(os.environ["DISCORD_TOKEN"], log_handler=None)
"""


async def test_a_bot_in_another_process(standin: StandIn, general: Channel, ada: Person) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "ignore", "-c", ECHO, env=standin.environment()
    )
    await standin.gateway.connected()
    await ada.says("hello", general)
    gate = standin.faults.hold_next("POST /channels/{channel_id}/messages", committed=True)
    await gate.reached()
    process.kill()
    await process.wait()
    gate.release()
    await general.hears("echo hello")
