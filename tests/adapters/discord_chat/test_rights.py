"""Who may do what on Discord: every registered command, menu, button and form, pressed by those who may not."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.discord_chat.client import COMPONENTS, FORMS
from bot.config import Roles
from bot.core.requests import rights
from bot.core.requests.rights import Standing
from tests.adapters.discord_chat.discord_room import PACK, Bot, Run
from tests.standin import Channel, Guild, Message, Permission, Person, StandIn, Used, acts
from tests.standin.channel import DM, Overwrite
from tests.standin.interaction import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT
from tests.standin.message import EPHEMERAL, LOADING

REVIEWED = PACK.replace("hashtag: TChat\n", "hashtag: TChat\nanswers: reviewed\n")
TEXT = "buy my new course, link in bio!"
SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=30)
BROKEN = "Something went wrong"

CHOICES = (
    "edit",
    "order",
    "back",
    "place",
    "file",
    "recap:line",
    "recap:quote",
    "recap:use",
    "mydata:of",
    "mydata:one",
)
"""The menus in which something is chosen."""


@dataclass
class Scene:
    """A chat in #board, which not everybody can view, on one of two servers, with something of everything in it."""

    bot: Bot
    guild: Guild
    board: Channel
    said: Message
    meghan: Person

    def id(self, name: str, **changed: str) -> str:
        """Return an id as the bot makes it, for what there is in the scene."""
        deed = {"panel": "refresh", "sure": "close", "case": "fine"}.get(name, "")
        words = {
            "number": "none",
            "source": "panel",
            "subject…": "colours",
            "preset": "strict",
            "format": "csv",
            "record": "whole",
        }
        numbers = {
            "session": 1,
            "server": self.guild.id,
            "chat": 0,
            "answer": 1,
            "person": 5,
            "case": 1,
            "suggestion": 1,
            "suggestions": 30,
            "slot": 1,
            "months": 12,
            "attachments": 90,
            "cases": 90,
            "place": 0,
            "question": 2,
            "speed": 0,
        }
        numbers |= {"request": 9, "channel": self.board.id, "message": self.said.id, "unix": int(SOON.timestamp())}
        values = {
            "deed": deed,
            "role": "co-host",
            "rule": "",
            "action": "",
            "numbers": "",
            **words,
            **numbers,
            **changed,
        }
        return ":".join([name, *(str(values[part]) for part in rights.IDS[name].parts)])


@pytest.fixture
def board(guild: Guild) -> Channel:
    board = guild.channel("board")
    board.overwrites[guild.id] = Overwrite(deny=Permission.VIEW_CHANNEL)
    assert guild.me is not None
    board.overwrites[guild.me.user.id] = Overwrite(allow=Permission.VIEW_CHANNEL)
    board.changed()
    return board


def _admitted(board: Channel, *people: Person) -> None:
    for person in people:
        board.overwrites[person.user.id] = Overwrite(allow=Permission.VIEW_CHANNEL)
    board.changed()


@asynccontextmanager
async def _scene(run: Run, guild: Guild, board: Channel, meghan: Person) -> AsyncIterator[Scene]:
    ada = guild.member("Ada")
    _admitted(board, meghan, ada)
    async with run({"roles": Roles(host=("stewards",), organiser=("organisers",))}, reviewed=REVIEWED) as bot:
        await (await meghan.runs("tchat start", board, pack="reviewed", when="now")).answered("Session 1")
        await (await meghan.runs("tchat next", board)).answered("Asking Q1")
        card = await board.hears("**Q1 of 3**")
        thread = await board.gains_thread("Q1")
        said = await ada.says(TEXT, thread)
        form = await (await ada.uses_on("Tell the hosts", said)).modal()
        await (await ada.submits(form, text="Look")).answered("Thank you")
        form = await (await ada.clicks(card, "Answer")).modal()
        await (await ada.submits(form, text="The sky")).answered("Thank you")
        form = await (
            await ada.clicks(await (await ada.runs("question", board)).answered(), "Suggest a question")
        ).modal()
        await (await ada.submits(form, text="What is grey?")).answered("Thank you")
        slot = {"day": "Wednesday", "time": "19:00", "zone": "UTC", "channel": board}
        await (await meghan.runs("tchat settings slot-add", board, **slot)).answered("1")
        yield Scene(bot, guild, board, said, meghan)


async def _presses(person: Person, channel: Channel, id: str, *values: str) -> Used:
    message = acts.compose(channel, channel.world.bot, {"content": "forged", "flags": EPHEMERAL})
    data = {"custom_id": id, "component_type": 3 if values else 2, "values": list(values)}
    return await Used(person, channel, COMPONENT, data, message).send()


async def _submits(person: Person, channel: Channel, id: str, text: str = "Anything at all") -> Used:
    message = acts.compose(channel, channel.world.bot, {"content": "forged", "flags": EPHEMERAL})
    field = {"type": 18, "component": {"type": 4, "custom_id": "text", "value": text}}
    return await Used(person, channel, MODAL_SUBMIT, {"custom_id": id, "components": [field]}, message).send()


async def _outcome(used: Used) -> str:
    """Wait for what somebody is told; "a form" if one is shown instead."""

    def found() -> str:
        if used.shown:
            return "a form"
        return next((m.text for m in used.replies if not m.flags & LOADING and m.text != "forged"), "")

    return await used.world.until(found, f"an outcome of {used}", used.channel)


async def _both(person: Person, channel: Channel, name: str, id: str) -> list[str]:
    """Return what comes of an id, as a button and as a form; which of them there is by this name."""
    told = []
    if name in COMPONENTS:
        values = ("1",) if name in CHOICES else ()
        told.append(await _outcome(await _presses(person, channel, id, *values)))
    if name in FORMS:
        told.append(await _outcome(await _submits(person, channel, id)))
    return told


def _no_errors(caplog: pytest.LogCaptureFixture) -> None:
    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []


def test_the_table_has_every_id_and_nothing_else() -> None:
    assert COMPONENTS.keys() | FORMS.keys() == rights.IDS.keys()


async def test_the_table_has_every_command_and_nothing_else(discord: StandIn, run: Run, general: Channel) -> None:
    async with run():
        registered = await discord.until(lambda: discord.world.commands.get(0), "commands are registered")
    names = {name for command in registered for name in _names(command)}
    assert names == rights.COMMANDS.keys() | rights.MENUS.keys()


def _names(command: dict[str, object], before: str = "/") -> list[str]:
    if command.get("type") == 3:
        return [str(command["name"])]
    name, options = f"{before}{command['name']}", command.get("options") or []
    assert isinstance(options, list)
    inside = [each for option in options if option["type"] in (1, 2) for each in _names(option, f"{name} ")]
    return inside or [name]


WHO = {
    "a member": Standing.EVERYONE,
    "the host of another chat": Standing.EVERYONE,
    "an organiser": Standing.EVERYONE | Standing.ORGANISER,
    "a manager who cannot view the channel": None,
    "a manager of another server": None,
    "somebody in private messages": None,
}
"""Those who ask, and as what the table sees them; None: what they ask about does not exist for them."""


async def _people(scene: Scene, discord: StandIn) -> dict[str, tuple[Person, Channel]]:
    guild, board, lobby = scene.guild, scene.board, scene.guild.channel("lobby")
    eve, hal = guild.member("Eve"), guild.member("Hal")
    olga = guild.member("Olga", roles=(guild.role("organisers"),))
    _admitted(board, eve, hal, olga)
    await (await scene.meghan.runs("tchat start", lobby, pack="colours", when="now")).answered("Session 2")
    await (await scene.meghan.runs("tchat hosts add", lobby, member=hal, role="co-host")).answered("co-host")
    other = discord.guild("Other")
    private = Channel(discord.world, "private", kind=DM)
    private.recipient = eve.user
    return {
        "a member": (eve, board),
        "the host of another chat": (hal, board),
        "an organiser": (olga, board),
        "a manager who cannot view the channel": (guild.member("Max", Permission.MANAGE_EVENTS), lobby),
        "a manager of another server": (other.member("Bea", Permission.MANAGE_EVENTS), other.channel("general")),
        "somebody in private messages": (eve, private),
    }


async def test_nobody_presses_what_they_may_not(
    discord: StandIn, run: Run, guild: Guild, board: Channel, meghan: Person, caplog: pytest.LogCaptureFixture
) -> None:
    async with _scene(run, guild, board, meghan) as scene:
        people = await _people(scene, discord)
        before = (await scene.bot.engine.store.load(1)).session
        for name, right in rights.IDS.items():
            for who, standing in WHO.items():
                person, channel = people[who]
                here = right.on is rights.On.SERVER and who.startswith("a manager")
                here |= right.on is rights.On.OWN and who != "a manager of another server"  # Eve chose before
                allowed = bool(right.who & standing) if standing else here
                for told in await _both(person, channel, name, scene.id(name)):
                    about = f"{who} presses {name} and is told: {told}"
                    assert BROKEN not in told, about
                    if not allowed:
                        refusal = {
                            text.format(number=1) for text in (*rights.UNKNOWN.values(), *rights.REFUSALS.values())
                        }
                        assert told in refusal, about
                    elif right.who & ~rights.EVERYONE:
                        assert told not in rights.REFUSALS.values(), about
        after = (await scene.bot.engine.store.load(1)).session
        assert (after.phase, after.asked, after.upcoming, after.cases) == (
            before.phase,
            before.asked,
            before.upcoming,
            before.cases,
        )
        assert after.questions == before.questions
    _no_errors(caplog)


async def test_nonsense_gets_a_sentence(
    discord: StandIn, run: Run, guild: Guild, board: Channel, meghan: Person, caplog: pytest.LogCaptureFixture
) -> None:
    nonsense = ("x", "", "-1", "0", "999", "9" * 19, "9" * 40, "٣", "1 OR 1=1", "None", "a:b")
    async with _scene(run, guild, board, meghan) as scene:
        for name, right in rights.IDS.items():
            ids = [f"{name}:1:2:3:4:5:6:7:8", name, f"{name}:"]
            ids += [scene.id(name, **{part: each}) for part in right.parts for each in nonsense]
            for id in ids:
                for told in await _both(meghan, board, name, id):
                    assert BROKEN not in told, f"{id}: {told}"
        for id in ("", ":", "unknown:1", "panel", "ünïcode:1"):
            assert await _outcome(await _presses(meghan, board, id)) == rights.OUTDATED
            assert await _outcome(await _submits(meghan, board, id)) == rights.OUTDATED
        for kind in (COMMAND, AUTOCOMPLETE):
            for data in ({"name": "nothing", "type": 1}, {"name": "tchat", "type": 1}, {"name": "Nothing", "type": 3}):
                used = await Used(meghan, board, kind, {"id": "1", **data}).send()
                told = "nothing" if kind == AUTOCOMPLETE else await _outcome(used)
                assert told in ("nothing", rights.OUTDATED)
        for name in CHOICES:
            for value in nonsense:
                told = await _outcome(await _presses(meghan, board, scene.id(name), value))
                assert BROKEN not in told, f"{name} {value}: {told}"
    _no_errors(caplog)


async def test_a_form_is_no_button_and_a_button_no_form(run: Run, guild: Guild, board: Channel, meghan: Person) -> None:
    async with _scene(run, guild, board, meghan) as scene:
        for name in rights.IDS:
            if name not in COMPONENTS:
                assert await _outcome(await _presses(meghan, board, scene.id(name))) == rights.OUTDATED
            if name not in FORMS:
                assert await _outcome(await _submits(meghan, board, scene.id(name))) == rights.OUTDATED


class TestRightsAreThoseOfNow:
    async def test_who_lost_them_presses_in_vain(
        self, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        async with run() as bot:
            start = await meghan.runs("tchat start", general, pack="colours", when=f"{SOON:%Y-%m-%d %H:%M}")
            confirm = await start.answered("would open")
            rules = await (await meghan.runs("tchat settings moderation", general, preset="strict")).answered(
                "would be"
            )
            kevin = guild.member("Kevin", Permission.MANAGE_EVENTS)
            await (await kevin.runs("tchat start", general, pack="colours", when="now")).answered("Session 1")
            sure = await (await meghan.runs("tchat close", general)).answered("Nobody has answered yet")
            panel = await (await meghan.runs("tchat status", general)).answered("Session 1")
            form = await (await meghan.clicks(panel, "Change the end …")).modal()
            meghan.roles.clear()
            planners = "Only members who may Manage Events"
            await (await meghan.clicks(confirm, "Confirm")).answered(planners)
            await (await meghan.clicks(rules, "Save")).answered(planners)
            await (await meghan.clicks(sure, "Yes, do it")).answered("Only hosts can do that.")
            await (await meghan.submits(form, text="23:59")).answered("Only hosts can do that.")
            assert [session.number for session in await bot.engine.store.listed()] == [1]
            assert bot.engine.host.session_in(general.id).is_running

    async def test_a_host_role_hosts_and_an_organiser_gets_files_only(
        self, run: Run, guild: Guild, general: Channel, meghan: Person
    ) -> None:
        use = Permission.MANAGE_EVENTS  # both are let at /tchat; then it is taken away again
        steward, olga = (
            guild.member(n, roles=(guild.role(r),)) for n, r in (("Sam", "stewards"), ("Olga", "organisers"))
        )
        async with run({"roles": Roles(host=("stewards",), organiser=("organisers",))}):
            await _let_at_tchat(guild)
            await (await steward.runs("tchat start", general, pack="colours", when="now")).answered("Session 1")
            assert use not in steward.roles[0].permissions
            await (await olga.runs("tchat transcript", general, session=1)).answered("The transcript of session 1")
            await (await olga.runs("tchat summary", general)).answered("The summary of session 1")
            await (await olga.runs("tchat next", general)).answered("Only hosts can do that.")
            await (await olga.runs("tchat packs list", general)).answered("Only members who may Manage Events")
            assert await olga.completes("tchat start", general, focused="pack", typed="") == []
            offered = await olga.completes("tchat transcript", general, focused="session", typed="")
            assert [choice["value"] for choice in offered] == [1]
            eve = guild.member("Eve")
            assert await eve.completes("tchat transcript", general, focused="session", typed="") == []


async def _let_at_tchat(guild: Guild) -> None:
    """Let everybody see /tchat, as a server can in its settings."""
    world = guild.world
    (tchat,) = await world.until(
        lambda: [c for c in world.commands.get(0, []) if c["name"] == "tchat"], "/tchat is there"
    )
    tchat["default_member_permissions"] = None


class TestWhatCannotBeViewedDoesNotExist:
    async def test_files_lists_and_slots(
        self, run: Run, guild: Guild, board: Channel, general: Channel, meghan: Person
    ) -> None:
        max_ = guild.member("Max", Permission.MANAGE_EVENTS)
        async with _scene(run, guild, board, meghan):
            for command in ("tchat transcript", "tchat summary", "tchat settings moderation-log"):
                hidden = await (await max_.runs(command, general, session=1)).answered("There is no session 1 on this")
                nothing = await (await max_.runs(command, general, session=77)).answered(
                    "There is no session 77 on this"
                )
                assert hidden.text.replace("1", "77") == nothing.text
                assert await max_.completes(command, general, focused="session", typed="") == []
            await (await max_.runs("tchat settings slot-list", general)).answered("There are no recurring chats")
            assert await max_.completes("tchat settings slot-remove", general, focused="slot", typed="") == []
            await (await max_.runs("tchat settings slot-remove", general, slot=1)).answered(
                "There is no recurring chat 1"
            )
            await (await max_.runs("tchat settings moderation-undo", general, case=1)).answered("There is no case 1.")
            slot = {"day": "Wednesday", "time": "19:00", "zone": "UTC", "channel": board}
            await (await max_.runs("tchat settings slot-add", general, **slot)).answered("There is no such channel")
            used = await max_.runs("tchat start", general, pack="colours", when="now", channel=board)
            await used.answered("There is no such channel")

    async def test_two_servers_know_nothing_of_each_other(
        self, discord: StandIn, run: Run, guild: Guild, board: Channel, meghan: Person
    ) -> None:
        other = discord.guild("Other")
        bea, hall = other.member("Bea", Permission.MANAGE_EVENTS), other.channel("hall")
        async with _scene(run, guild, board, meghan):
            file = ("ours.yaml", PACK.encode())
            await (await meghan.runs("tchat packs import", board, file=file)).answered("Added. See")
            packs = await bea.completes("tchat start", hall, focused="pack", typed="")
            assert "ours" not in [choice["value"] for choice in packs]
            await (await bea.runs("tchat packs show", hall, pack="ours")).answered("There is no pack")
            assert await bea.completes("tchat transcript", hall, focused="session", typed="") == []
            await (await bea.runs("tchat transcript", hall, session=1)).answered("There is no session 1")
            await (await bea.runs("tchat settings slot-list", hall)).answered("There are no recurring chats")
            await (await bea.runs("tchat settings moderation-undo", hall, case=1)).answered("There is no case 1.")
            await (await bea.runs("tchat status", hall)).answered("There is no chat in this channel")
