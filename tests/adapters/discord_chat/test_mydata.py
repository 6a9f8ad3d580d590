"""/mydata on Discord: two switches on a private panel, and what follows from them."""

import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from bot.adapters.catalogues import words
from bot.adapters.discord_chat.reading.mydata import panel_text
from bot.app.ports.own_words import KeptOfChat, KeptOfMember
from bot.app.privacy import by_hand
from bot.config import Config, Discord
from bot.core.base.choices import Choice
from bot.core.base.limits import MAX_TEXT
from bot.core.base.retention import Retention
from bot.parts import place_of
from tests.adapters.discord_chat.discord_room import Run, first_question
from tests.standin import Channel, Guild, Person, StandIn
from tests.standin.channel import DM


async def test_a_member_decides_about_quotes_and_their_name(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada = guild.member("Ada")
    async with run() as bot:
        thread = await first_question(general, meghan)
        await ada.says("The sky, whenever there is not a single cloud in it.", thread)
        await bot.records(1, [("Ada", "The sky, whenever there is not a single cloud in it.", "thread")])
        panel = await (await ada.runs("mydata", general)).answered("What I keep from this server's chats")
        assert "**Quotes: on.**" in panel.text
        assert "**Name: on this server only.**" in panel.text
        assert panel.ephemeral
        assert panel.buttons == [
            "Do not quote me",
            "Show my name everywhere",
            "Use a pseudonym everywhere",
            "Do not record me from now on",
            "Put me on the organisers' list",
            "Export",
            "Erase …",
        ]
        await ada.clicks(panel, "Do not quote me")
        await panel.becomes("**Quotes: off.**")
        await ada.clicks(panel, "Show my name everywhere")
        await panel.becomes("**Name: everywhere.**")
        assert panel.buttons == [
            "Quote me again",
            "Show my name on this server only",
            "Use a pseudonym everywhere",
            "Do not record me from now on",
            "Put me on the organisers' list",
            "Export",
            "Erase …",
        ]
        await ada.clicks(panel, "Show my name on this server only")
        await panel.becomes("**Name: on this server only.**")
        await ada.clicks(panel, "Show my name everywhere")
        await panel.becomes("**Name: everywhere.**")
        await ada.clicks(panel, "Put me on the organisers' list")
        await panel.becomes("You are **on the organisers' list**")
        assert await bot.engine.store.findable(guild.id) == [ada.user.id]
        await ada.clicks(panel, "Take me off the organisers' list")
        await panel.becomes("You are **not on the organisers' list**")
        assert await bot.engine.store.findable(guild.id) == []
        summary = await bot.engine.records.summary(1)
        assert (summary.answers, summary.quotes) == (1, ())


def test_the_panel_fits_in_a_message_whatever_is_kept() -> None:
    chat = KeptOfChat(12345, "W" * 100, "en", 99_999, 9_999, (), (), ())
    everything = replace(
        chat,
        reactions=((1, "🦓"),) * 9_999,
        cases=(("spam", datetime(2026, 9, 17, tzinfo=UTC), "", ()),) * 99,
        waiting=((1, ""),) * 99,
        told=("",) * 99,
    )
    kept = KeptOfMember(1, 2, Choice(), (everything,) * 99, ((3, 4),) * 99, (("", "new"),) * 99, ())
    for language in ("en", "fi"):
        for choice in (Choice(), Choice(True, False, 1, True), Choice(False, True, 1, True)):
            text = panel_text(
                replace(kept, choice=choice), Retention(120, 3650, 3650, 3650), words(language), "W" * 100
            )
            assert len(text) <= MAX_TEXT, (language, choice)


async def test_in_private_messages_a_member_decides_for_each_server_where_they_took_part(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada, other = guild.member("Ada"), discord.guild("Other")
    private = Channel(discord.world, "private", kind=DM)
    private.recipient = ada.user
    async with run() as bot:
        await (await ada.runs("mydata", private)).answered("I keep nothing of yours from any chat.")
        await ada.says("The sky, whenever there is not a single cloud in it.", await first_question(general, meghan))
        await bot.records(1, [("Ada", "The sky, whenever there is not a single cloud in it.", "thread")])
        panel = await (await ada.runs("mydata", private)).answered(f"What I keep from the chats of {guild.name}")
        await ada.clicks(panel, "Do not quote me")
        await panel.becomes("**Quotes: off.**")
        assert not (await bot.engine.own_words.of(guild.id, ada.user.id)).quotes
        await bot.engine.own_words.name(other.id, ada.user.id, named=False)
        which = await (await ada.runs("mydata", private)).answered("From which server?")
        await ada.selects(which, "Other")
        await which.becomes("**Name: pseudonym.**")
        await ada.clicks(which, "Show my name everywhere")
        await which.becomes("**Name: everywhere.**")
        assert (await bot.engine.own_words.of(other.id, ada.user.id)).named


async def test_a_member_has_their_words_erased_and_is_recorded_no_more(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada = guild.member("Ada")
    async with run() as bot:
        thread = await first_question(general, meghan)
        await ada.says("The sky, whenever there is not a single cloud in it.", thread)
        await bot.records(1, [("Ada", "The sky, whenever there is not a single cloud in it.", "thread")])
        panel = await (await ada.runs("mydata", general)).answered("What I keep from this server's chats")
        await ada.clicks(panel, "Erase …")
        await panel.becomes("Erase all I keep about you from this server's chats?")
        await ada.clicks(panel, "Back")
        await panel.becomes("What I keep from this server's chats")
        await ada.clicks(panel, "Do not record me from now on")
        await panel.becomes("**Recording: off.**")
        await ada.says("Not for the record.", thread)
        await ada.clicks(panel, "Erase …")
        await panel.becomes("Erase all I keep about you from this server's chats?")
        await ada.clicks(panel, "Erase everything")
        await panel.becomes("from 1 chat is erased")
        await bot.records(1, [])
        await ada.clicks(panel, "Back")
        await panel.becomes("**Recording: off.**")
        told = await ada.clicks(panel, "Erase …")
        await told.answered("I keep nothing of yours from there.")


async def test_a_member_takes_along_what_is_kept_of_them(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada, ben = guild.member("Ada"), guild.member("Ben")
    async with run() as bot:
        thread = await first_question(general, meghan)
        said = await ben.says("Blue is what remains when the other colours have gone.", thread)
        await ada.says("The sky & all, says <b>Ada</b>.", thread, files={"a.txt": b"sky"})
        await ada.reacts(said, "🦓")
        await bot.records(
            1,
            [
                ("Ben", "Blue is what remains when the other colours have gone.", "thread"),
                ("Ada", "The sky & all, says <b>Ada</b>.", "thread"),
            ],
        )
        await bot.engine.attachments.idle()
        panel = await (await ada.runs("mydata", general)).answered("messages: 1, files: 1, reactions: 1 (chats: 1 · ")
        told = await (await ada.clicks(panel, "Export")).answered("mydata.html")
        with zipfile.ZipFile(BytesIO(told.files[0].data)) as archive:
            content = {name: archive.read(name).decode() for name in archive.namelist()}
        assert {"mydata.json", "mydata.html", "chat-1/what-i-said.html", "chat-1/what-i-said.json"} < set(content)
        assert [text for name, text in content.items() if name.startswith("chat-1/files/")] == ["sky"]
        assert "The sky &amp; all, says &lt;b&gt;Ada&lt;/b&gt;." in content["chat-1/what-i-said.html"]
        (server,) = json.loads(content["mydata.json"])["servers"]
        assert server["chats"][0]["reactions"] == [{"message": str(said.id), "emoji": "🦓"}]
        assert [name for name, text in content.items() if "Blue is what remains" in text] == []
        told = await (await ada.selects(panel, "1 · What is colour?")).answered("Your answers as a post")
        assert "The sky & all" in told.files[0].data.decode()


async def test_a_bot_that_serves_some_servers_only_has_the_command_in_private_messages_too(
    discord: StandIn, run: Run, guild: Guild, general: Channel
) -> None:
    async with run({"discord": Discord(guilds=(guild.id,))}):
        await discord.until(lambda: discord.world.commands.get(0), "commands are registered")
    (everywhere,) = discord.world.commands[0]
    assert (everywhere["name"], everywhere["contexts"]) == ("mydata", [1])
    assert "mydata" in [command["name"] for command in discord.world.commands[guild.id]]


async def test_a_host_gets_the_public_record_and_a_bundle(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    ada = guild.member("Ada")
    async with run() as bot:
        thread = await first_question(general, meghan)
        await ada.says("The sky", thread, files={"a.txt": b"sky"})
        await bot.records(1, [("Ada", "The sky", "thread")])
        await bot.engine.attachments.idle()
        told = await (await meghan.runs("tchat transcript", general, format="md", public=True)).answered("public")
        text = told.files[0].data.decode()
        assert told.files[0].name == "public-transcript.md"
        assert "The sky" in text
        assert "Ada" not in text.replace("Ada Okafor", "")
        told = await (await meghan.runs("tchat transcript", general, format="zip")).answered("transcript")
        names = zipfile.ZipFile(BytesIO(told.files[0].data)).namelist()
        assert {"transcript.html", "summary.md", "SHA256SUMS"} < set(names)
        assert [name for name in names if name.startswith("files/")]


async def test_hosts_decide_how_long_things_are_kept_and_members_are_told(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    async with run():
        told = await (await meghan.runs("tchat settings privacy", general)).answered("How long I keep")
        assert "**Text of moderation cases and of answers that hosts have not decided on yet:** 90 days." in told.text
        asked = await meghan.runs("tchat settings privacy", general, cases=30)
        told = await asked.answered(
            "➡️ **Text of moderation cases and of answers that hosts have not decided on yet:** 30 days."
        )
        assert "➡️ **Files" not in told.text
        await meghan.clicks(told, "Save")
        await told.becomes("Saved.")
        panel = await (await guild.member("Ada").runs("mydata", general)).answered("How long")
        assert (
            "- **Text of moderation cases and of answers that hosts have not decided on yet:** 30 days." in panel.text
        )


async def test_a_host_takes_a_chat_off_the_record(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person
) -> None:
    async with run() as bot:
        thread = await first_question(general, meghan)
        await (await meghan.runs("tchat off-record", general)).answered("Off the record: nothing written")
        await guild.member("Ada").says("Between us.", thread)
        await (await meghan.runs("tchat off-record", general, minutes=0)).answered("Recording goes on.")
        await (await meghan.runs("tchat off-record", general, thread=thread)).answered(
            "Off the record: nothing written"
        )
        await guild.member("Ben").says("Between us, too.", thread)
        await guild.member("Ben").says("A1 but this is for all", general)
        await bot.records(1, [("Ben", "A1 but this is for all", "prefix")])


async def test_an_operator_erases_in_the_terminal_while_the_bot_runs(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, tmp_path: Path
) -> None:
    ada, folder = guild.member("Zadkiela"), tmp_path / "data"
    async with run() as bot:
        thread = await first_question(general, meghan)
        await ada.says("The zephyrine sky, whenever there is not a single cloud in it.", thread)
        await bot.records(1, [("Zadkiela", "The zephyrine sky, whenever there is not a single cloud in it.", "thread")])
        assert await by_hand.erased(place_of(Config(data_dir=folder)), ada.user.id, None, None) == 1
        await bot.records(1, [])
        await bot.engine.erasure.follow()
        found = [path.name for path in folder.rglob("*") if path.is_file() and b"ephyrine" in path.read_bytes()]
        assert found == []
        await ada.says("I say something after all.", thread)
        await bot.records(1, [("Zadkiela", "I say something after all.", "thread")])
