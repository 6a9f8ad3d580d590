"""`tchat doctor`: what it says of an installation that is well, and of each thing that can be wrong."""

import asyncio
import os
import re
import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import discord.http
import pytest

from bot import wiring
from bot.adapters.catalogues import words
from bot.adapters.discord_chat import diagnosis as discord_doctor
from bot.adapters.discord_chat.room.permissions import asked_for
from bot.adapters.sqlite import diagnosis as sqlite_doctor
from bot.adapters.sqlite.backup import BackupFolder
from bot.adapters.sqlite.lease import held
from bot.adapters.sqlite.store import open_store
from bot.adapters.system.clock import SystemClock
from bot.app.ports.database import Process
from bot.config import Config, load_config, token_of
from bot.config import Discord as DiscordSettings
from bot.core.base.errors import ConfigError
from bot.core.base.finding import Finding
from bot.core.base.place import RoomRef
from bot.core.base.words import Words
from bot.installation import doctor
from tests.adapters.language_model.server import says, served
from tests.clock import NOON, HandClock, StillClock
from tests.stage import MEGHAN, pack_of
from tests.standin import StandIn, acts
from tests.standin.channel import NEWS
from tests.standin.permissions import Permission

ROOT = Path(__file__).parents[2]
DAY = timedelta(days=1)
HERE = Process("here", 1, "")
PACK = "title: Mine\nquestions:\n  - ask: Well?\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "DISCORD_TOKEN_FILE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def lines(findings: Sequence[Finding], said: Words | None = None) -> list[str]:
    return [finding.line(said or words("en")) for finding in findings]


async def local() -> list[str]:
    """What it says of this folder, without a token."""
    found = lines(await doctor.examine(None, None))
    assert found.pop().startswith("❌ There is no token")
    return found


def one(found: Sequence[str], beginning: str) -> str:
    """The one line that begins like this."""
    fitting = [line for line in found if line.startswith(beginning)]
    assert len(fitting) == 1, found
    return fitting[0]


# The whole


async def test_all_is_well(discord: StandIn, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", discord.token)
    (folder / "prompts").mkdir()
    (folder / "prompts" / "mine.yaml").write_text(PACK, encoding="utf-8")
    (folder / "config.yaml").write_text("data_dir: data\n", encoding="utf-8")
    async with open_store(folder / "data" / "tchat.db"):
        pass
    found = lines(await doctor.examine(None, None))
    assert [line[:2] for line in found] == ["✅ "] * 15
    assert [re.sub(r"\d\d\d+", "…", line.removeprefix("✅ ")) for line in found] == [
        "The configuration config.yaml has no errors.",
        "The data folder data can be written.",
        "Only you can read the data folder data.",
        "There is room on the disk: … MB.",
        "The prompts folder prompts can be read.",
        "1 file checked, nothing to fix.",
        "The database has a version that I can read.",
        "The database data/tchat.db is sound.",
        "The bot is not running on this database.",
        "Discord knows the token: it belongs to tchat.",
        "Message Content Intent is switched on.",
        "This computer's clock agrees with Discord's.",
        "Servers: 0, shards: 1; Discord allows … servers for each.",
        "Discord allows … more connections today.",
        "Use this link to invite me with every permission I need, also to servers I am already on: "
        "https://discord.com/oauth2/authorize?client_id=…&scope=bot+applications.commands&permissions=…",
    ]
    assert not [line for line in found if discord.token in line]
    assert all("❌" not in line for line in lines(await doctor.examine(None, None), words("fi")))


async def test_nothing_is_made_by_looking(folder: Path) -> None:
    found = await local()
    assert one(found, "✅ There is no configuration file")
    assert one(found, "✅ The data folder data will be created when")
    assert one(found, "✅ There is no database yet")
    assert one(found, "⚠️ There is no prompts folder prompts")
    assert os.listdir(folder) == []


# On this computer


async def test_every_fault_of_the_configuration_is_told(folder: Path) -> None:
    (folder / "config.yaml").write_text("data_dri: x\nsummary: {quotes: 99}\n", encoding="utf-8")
    found = lines(await doctor.examine(None, None))
    assert found[0].startswith("❌ config.yaml:1:1: “data_dri” is not known here.")
    assert found[1].startswith("❌ config.yaml:2:")
    assert found[2:] == ["⚠️ Nothing else was checked, since it depends on the configuration."]
    missing = lines(await doctor.examine(Path("nope.yaml"), None))
    assert missing[0].startswith("❌ There is no configuration file nope.yaml")


async def test_faults_of_packs_are_told(folder: Path) -> None:
    (folder / "prompts").mkdir()
    one(await local(), "⚠️ There are no packs in prompts yet.")
    (folder / "prompts" / "mine.yaml").write_text("titel: Mine\nquestions: []\n", encoding="utf-8")
    found = await local()
    assert len([line for line in found if line.startswith("❌ prompts/mine.yaml:")]) >= 2


async def test_folders_that_are_files_are_told(folder: Path) -> None:
    (folder / "data").write_text("")
    (folder / "prompts").write_text("")
    found = await local()
    assert "❌ The data folder data cannot be written (Not a directory)" in one(found, "❌ The data folder")
    assert "cannot be read (Not a directory)" in one(found, "❌ The prompts folder")
    found = lines(await doctor.examine(None, Path("data/below")))
    one(found, "❌ The data folder data/below cannot be created: ")


@pytest.mark.parametrize(
    ("free", "line"),
    [
        (100_000_000, "✅ There is room on the disk: 100 MB."),
        (99_999_999, "⚠️ Only 99 MB is free on the disk of data; make room there."),
        (9_999_999, "❌ Only 9 MB is free on the disk of data; make room there."),
    ],
)
async def test_a_full_disk_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch, free: int, line: str) -> None:
    monkeypatch.setattr(doctor, "free_bytes", lambda _: free)
    assert line in await local()


async def test_a_folder_that_others_can_look_into_is_told(folder: Path) -> None:
    (folder / "my data").mkdir(mode=0o755)
    found = lines(await doctor.examine(None, Path("my data")))
    assert one(found, "⚠️ Others on this computer").endswith(
        "can see into the data folder my data; `chmod -R go= 'my data'` fixes that."
    )
    (folder / "my data").chmod(0o700)
    one(lines(await doctor.examine(None, Path("my data"))), "✅ Only you can read")


async def test_a_token_that_others_can_read_is_refused_with_the_command(folder: Path) -> None:
    (folder / "config.yaml").write_text("discord: {token_file: discord.token}\n", encoding="utf-8")
    token = folder / "discord.token"
    token.write_text("very-secret", encoding="utf-8")
    for mode in (0o644, 0o640, 0o602):
        token.chmod(mode)
        told = one(lines(await doctor.examine(None, None)), "❌ Others can read the token's file discord.token")
        assert "run `chmod 600 discord.token`." in told
    token.chmod(0o600)
    assert token_of(load_config(None)) == "very-secret"


def test_a_file_that_the_environment_names_comes_before_that_of_the_configuration(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(discord=DiscordSettings(token_file=folder / "other"))
    secret = folder / "secret"
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(secret))
    with pytest.raises(ConfigError, match=r"The token's file .*secret cannot be read"):
        token_of(config)
    secret.write_text("very-secret\n", encoding="utf-8")
    secret.chmod(0o400)
    assert token_of(config) == "very-secret"
    monkeypatch.setenv("DISCORD_TOKEN", "from-the-environment")
    assert token_of(config) == "from-the-environment"


async def test_an_older_database_is_told(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "old.db").close()
    assert one(await database(tmp_path / "old.db"), "✅ The database has an older version")


# The database


async def database(path: Path, *, alive: bool = True) -> list[str]:
    now = NOON + timedelta(seconds=20)
    patient = sqlite_doctor.Patient(path, path.parent / "backups", now, "here", lambda *_: alive)
    return lines(await sqlite_doctor.examine(patient))


async def test_a_damaged_database_is_told_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "tchat.db"
    async with open_store(path) as store:
        await asyncio.gather(*(store.note(f"key {n}", "value" * 100) for n in range(200)))
    whole = path.read_bytes()
    for page in range(2, len(whole) // 4096):
        path.write_bytes(whole[: page * 4096] + b"\xff" * 4096 + whole[(page + 1) * 4096 :])
        if any(line.startswith("❌") for line in await database(path)):
            break
    else:
        raise AssertionError("no damage was noticed")
    told = one(await database(path), "❌")
    assert f"The database {path} is damaged (" in told
    assert "stop the bot and restore the newest copy: `tchat restore FILE`." in told
    (tmp_path / "backups").mkdir()
    for name in ("tchat-2026-09-14.db", "tchat-2026-09-15.db", "tchat-schema-5.db"):
        (tmp_path / "backups" / name).touch()
    told = one(await database(path), "❌")
    assert f"restore the newest copy: `tchat restore {tmp_path / 'backups' / 'tchat-2026-09-15.db'}`." in told
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    assert all("damaged (" in line for line in await database(path) if line.startswith("❌"))


async def test_the_newest_copy_is_opened_and_its_age_told(tmp_path: Path) -> None:
    path, folder = tmp_path / "tchat.db", tmp_path / "backups"
    async with open_store(path):
        pass
    assert [line for line in await database(path) if "nightly" in line] == []
    copies = BackupFolder(path, folder)
    for day, age in ((14, 2), (15, 1), (16, 0)):
        await copies.make(date(2026, 9, day))
        copy = folder / f"tchat-2026-09-{day}.db"
        os.utime(copy, times=((NOON - age * DAY).timestamp(),) * 2)
    assert f"✅ The newest nightly copy can be restored; it is 0 days old: {copy}" in await database(path)
    for day in (16, 15):
        copies.drop(date(2026, 9, day))
    assert "nightly copy is 2 days old (" in one(await database(path), "⚠️")
    (folder / "tchat-2026-09-15.db").write_bytes(copy.with_name("tchat-2026-09-14.db").read_bytes()[:5000])
    assert "tchat-2026-09-15.db cannot be restored (" in one(await database(path), "❌")


async def test_what_refers_to_nothing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tchat.db"
    async with open_store(path):
        pass
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO people (session, id, name) VALUES (7, 1, 'Ada')")
    connection.commit()
    connection.close()
    assert "refer to missing ones (1 of them)" in one(await database(path), "❌")


async def test_a_newer_database_and_what_is_none_are_told(tmp_path: Path) -> None:
    newer, notes = tmp_path / "newer.db", tmp_path / "notes.db"
    connection = sqlite3.connect(newer)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert "written by a newer version" in one(await database(newer), "❌")
    notes.write_text("These are my holiday notes, not a database. " * 50)
    assert await database(notes) == [
        f"❌ {notes} is not a database of tchat-bot; move it away or use another data folder."
    ]


async def test_who_runs_the_bot_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tchat.db"
    async with held(path, HandClock(), HERE, lambda *_: True):
        there = "process 1 on here, since 2026-09-16 12:00 UTC"
        assert f"✅ The bot runs on this database: {there}." in await database(path)
        silent = one(await database(path, alive=False), "⚠️")
    assert silent == (
        "⚠️ The bot (process 1 on here, since 2026-09-16 12:00 UTC) ended without a clean stop; "
        "the next `tchat run` takes over."
    )
    assert "✅ The bot is not running on this database." in await database(path)


async def test_a_database_from_before_leases_is_read(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "old.db").close()
    assert "✅ The bot is not running on this database." in await database(tmp_path / "old.db")


# Discord


async def visit(token: str, **ahead: float) -> list[str]:
    clock = StillClock(SystemClock().now() + timedelta(**ahead))
    return lines(await discord_doctor.examine(token, clock))


async def test_a_wrong_token_is_told_and_never_shown(discord: StandIn) -> None:
    for token in ("wrong-secret", "wrong\nsecret"):
        found = await visit(token)
        assert found[0] == "❌ Discord does not know this token; copy it again from the developer portal → Bot."
        assert "secret" not in "".join(found)


async def test_a_desk_that_is_gone_is_told(discord: StandIn) -> None:
    desk = discord.guild("Acme").channel("hosts")

    async def found() -> list[str]:
        return lines(await discord_doctor.examine(discord.token, SystemClock(), desk=desk.id, recaps=desk.id))

    assert "✅ The channel in discord.host_desk exists." in await found()
    assert "✅ The channel in summary.channel exists." in await found()
    acts.remove_channel(desk)
    assert f"❌ discord.host_desk: the channel {desk.id} is gone" in "".join(await found())
    assert f"❌ summary.channel: the channel {desk.id} is gone" in "".join(await found())


async def test_the_place_of_each_chat_that_is_not_over_is_looked_for(
    discord: StandIn, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", discord.token)
    guild = discord.guild("Acme")
    general, news, desk = guild.channel("general"), guild.channel("news", kind=NEWS), guild.channel("hosts")
    config = Config(data_dir=folder / "data")

    async def found(**configured: int) -> list[str]:
        (folder / "config.yaml").write_text(f"data_dir: data\ndiscord: {configured}\n", encoding="utf-8")
        return [line for line in lines(await doctor.examine(None, None)) if "Session" in line]

    async with wiring.on_discord(config, discord.token) as bot:
        await bot.client.wait_until_ready()
        for channel in (general, news):
            room = RoomRef("discord", guild.id, channel.id)
            await bot.engine.host.start(pack_of("What is blue?"), room, by=MEGHAN, opens_at=datetime.now(UTC) + DAY)
    assert [line[:20] for line in await found()] == ["❌ Session 2 has no p"]
    assert await found(host_desk=desk.id) == []
    async with wiring.on_discord(config, discord.token) as bot:
        await bot.client.wait_until_ready()
        await bot.engine.choose_desk(guild.id, desk.id)
    assert await found() == []
    acts.remove_channel(desk)
    assert [line[:13] for line in await found()] == ["❌ Session 1: ", "❌ Session 2: "]


async def test_a_missing_intent_is_told(discord: StandIn) -> None:
    discord.world.message_content = False
    assert "switch on Message Content Intent" in one(await visit(discord.token), "❌")


@pytest.mark.parametrize(("minutes", "how"), [(5, "ahead of"), (-5, "behind")])
async def test_a_clock_that_is_off_is_told(discord: StandIn, minutes: int, how: str) -> None:
    told = one(await visit(discord.token, minutes=minutes), "⚠️ This computer's clock is ")
    assert re.search(rf"clock is (29|30)\d seconds {how} Discord's", told)


async def test_a_date_that_cannot_be_read_says_nothing(discord: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(_: str) -> None:
        raise ValueError

    monkeypatch.setattr(discord_doctor, "parsedate_to_datetime", unreadable)
    assert "✅ This computer's clock agrees with Discord's." in await visit(discord.token, minutes=5)


async def test_discord_being_away_is_no_fault(discord: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    discord.faults.fail_next("/users/@me", status=503)
    assert await visit(discord.token) == [
        "⚠️ Discord cannot be reached, so the token, the intent and the clock were not checked: 503 Service Unavailable."
    ]
    gate = discord.faults.hold_next("/users/@me")
    monkeypatch.setattr(discord_doctor, "PATIENCE", 0.01)
    assert one(await visit(discord.token), "⚠️ Discord did not answer in time")
    gate.release()


async def test_a_dead_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9")
    assert "Cannot connect to host 127.0.0.1:9" in one(await visit("token"), "⚠️ Discord cannot be reached")


async def test_the_readme_asks_for_the_permissions_that_are_used(discord: StandIn) -> None:
    asked = asked_for(hides=False).value
    link = (await visit(discord.token))[-1]
    assert link.endswith(f"&permissions={asked}")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"&permissions=(\d+)", readme) == [str(asked)]
    assert f"permissions **{asked}**" in readme


async def test_what_the_bot_may_do_on_a_server_is_held_against_what_it_needs(
    discord: StandIn, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", discord.token)
    acme, other = discord.guild("Ac\u202eme"), discord.guild("Other")
    enough = Permission(asked_for(hides=False).value)
    acme.bot_role.permissions = other.bot_role.permissions = enough

    async def found() -> list[str]:
        return [line for line in lines(await doctor.examine(None, None)) if re.search(r"On .* servers?", line)]

    async with open_store(Path("data") / "tchat.db") as store:
        await store.create(pack_of("What is blue?"), RoomRef("discord", acme.id, 7), [], None)
    assert one(await found(), "✅ On each of my servers I have the permissions that I need")
    acme.bot_role.permissions = enough & ~Permission.CREATE_EVENTS | Permission.MANAGE_GUILD
    other.bot_role.permissions = Permission.ADMINISTRATOR
    role = "server settings → Roles → my role."
    assert await found() == [
        f"⚠️ On the server Acme my role lacks Create Events; give it that: {role}",
        f"⚠️ On the server Acme I could do more than I ever need to: Manage Server. Take that from my role: {role}",
        f"⚠️ On the server Other I could do more than I ever need to: Administrator. Take that from my role: {role}",
    ]
    acme.bot_role.permissions = other.bot_role.permissions = enough
    async with open_store(Path("data") / "tchat.db") as store:
        await store.note(f"moderation of server {acme.id}", '{"flood": "hold"}')
    assert await found() == [f"⚠️ On the server Acme my role lacks Manage Messages; give it that: {role}"]
    link = one(lines(await doctor.examine(None, None)), "✅ Use this link")
    assert link.endswith(f"&permissions={asked_for(hides=True).value}")
    acme.bot_role.permissions = Permission(asked_for(hides=True).value)
    assert one(await found(), "✅ On each of my servers")


async def test_more_than_two_hundred_servers_are_looked_at(discord: StandIn) -> None:
    for number in range(201):
        discord.guild(f"Server {number}").bot_role.permissions = Permission(asked_for(hides=False).value)
    discord.guild("Server 200").bot_role.permissions |= Permission.MANAGE_ROLES
    assert "Server 200 I could do more" in one(await visit(discord.token), "⚠️")


async def test_intents_that_nothing_needs_are_told(discord: StandIn) -> None:
    discord.world.presence_intent = discord.world.members_intent = True
    assert [line.partition(" is ")[0] for line in await visit(discord.token) if "switch it off" in line] == [
        "⚠️ Presence Intent",
        "⚠️ Server Members Intent",
    ]


# The language model


async def test_a_language_model_is_asked_and_its_missing_key_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MODEL_KEY", raising=False)
    async with served() as server:
        server.behaviour = says('{"ready": true}')
        settings = f"summary: {{model: {{url: '{server.url}', name: tiny, key_env: MODEL_KEY}}}}\n"
        (folder / "config.yaml").write_text(settings, encoding="utf-8")
        found = lines(await doctor.examine(None, None))
        assert one(found, "❌ summary.model").endswith("MODEL_KEY; set it for the bot.")
        assert "answers, and takes a schema" in one(found, "✅ The language model tiny")
        assert len(server.requests) == 1


async def test_too_few_shards_and_too_many_starts_are_told(discord: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        discord.guild(f"Server {number}")
    monkeypatch.setattr(discord_doctor, "MANY_SERVERS", 3)
    monkeypatch.setattr(discord_doctor, "MOST_SERVERS", 4)
    discord.world.sessions_left, discord.world.more_after = 52, 3_600_000

    async def found(shards: int) -> list[str]:
        return lines(await discord_doctor.examine(discord.token, StillClock(), shards=shards))

    one(await found(2), "✅ Servers: 4, shards: 2; Discord allows 4 servers for each.")
    one(await found(2), "✅ Discord allows 52 more connections today.")
    one(await found(1), "❌ I am on 4 servers with discord.shards: 1, and Discord closes a shard that has more than 4.")
    one(await found(4), "⚠️ Discord allows only 52 more connections until 2026-09-16 13:00 UTC; a start waits until")
    discord.world.shards = 2
    one(await found(0), "✅ Servers: 4, shards: 2;")
    discord.faults.fail_next("GET /gateway/bot", times=5, status=503)
    one(await found(0), "⚠️ Discord cannot be reached")
