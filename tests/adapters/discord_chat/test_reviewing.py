"""Reviewed questions on Discord: the button, the desk, the answer in the thread, its author's menu."""

import pytest

from tests.adapters.discord_chat.discord_room import Bot, Run, filed, json_transcript, surely
from tests.standin import Channel, Guild, Message, Permission, Person, StandIn, acts

REVIEWED = """\
title: What is colour?
answers: reviewed
questions:
  - ask: What is blue?
    readings: [{title: On blue, url: "https://example.org/blue"}]
  - ask: What is red?
"""
SKY = "The sky, because of how light scatters"


@pytest.fixture
def ada(guild: Guild) -> Person:
    return guild.member("Ada")


async def test_an_answer_from_the_button_to_the_transcript(
    run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person
) -> None:
    async with run(reviewed=REVIEWED) as bot:
        card, thread = await _first_question(general, meghan)
        assert card.buttons == ["On blue", "Answer"]
        form = await (await ada.clicks(card, "Answer")).modal()
        assert form.title == "Your answer to Q1"
        used = await ada.submits(form, text=SKY)
        assert (await used.answered("Thank you! A host will read your answer")).ephemeral
        desk = await general.gains_thread("Hosts")
        waiting = await desk.hears("An answer to Q1")
        assert waiting.text == f"<@{meghan.user.id}> **An answer to Q1** · Ada\n>>> {SKY}"
        assert waiting.buttons == ["Approve", "Set aside"]
        acts.join_thread(desk, ada.user.id)
        await (await ada.clicks(waiting, "Approve")).answered("Only hosts")
        await (await meghan.clicks(waiting, "Approve")).answered("Approved.")
        assert waiting.buttons == []
        posted = await thread.hears(f"**Ada:** {SKY}")
        assert posted.author.bot
        await bot.engine.delivery.idle()
        record = await json_transcript(meghan, general)
        assert filed(record["questions"][0]) == [("Ada", SKY, "host")]


async def test_two_hosts_a_duplicate_and_a_restart_between(
    run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person
) -> None:
    ben, cai = guild.member("Ben", Permission.MANAGE_EVENTS), guild.member("Cai")
    async with run(reviewed=REVIEWED):
        card, thread = await _first_question(general, meghan)
        await _send(ada, card, SKY)
        await _send(cai, card, f"{SKY}!")
        desk = await general.gains_thread("Hosts")
        waiting = await desk.hears("2 people")
        form = await (await cai.clicks(card, "Answer")).modal()
    async with run(reviewed=REVIEWED):
        acts.join_thread(desk, ben.user.id)
        await (await cai.submits(form, text=SKY)).answered("You have sent this already")
        clicks = [await meghan.clicks(waiting, "Set aside")]
        await clicks[0].acknowledged()  # so that it is decided first
        clicks.append(await ben.clicks(waiting, "Approve"))
        await clicks[0].answered("Set aside.")
        await clicks[1].answered("That was already decided: Set aside.")
        assert waiting.text == f"**An answer to Q1** · 2 people\n<@{meghan.user.id}>: Set aside."
        assert [m.text for m in thread.messages() if SKY in m.text] == []


async def test_its_author_edits_and_removes_it(
    discord: StandIn, run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person
) -> None:
    cai = guild.member("Cai")
    async with run(reviewed=REVIEWED) as bot:
        card, thread = await _first_question(general, meghan)
        posted = await _approved(bot, ada, card, thread, meghan)
        await (await cai.uses_on("Edit my answer", posted)).answered("Only its author")
        form = await (await ada.uses_on("Edit my answer", posted)).modal()
        assert [field["value"] for field in form.fields] == [SKY]
        await (await ada.submits(form, text="Grass")).answered("Changed")
        await thread.hears("**Ada:** Grass")
        assert filed((await json_transcript(meghan, general))["questions"][0]) == [("Ada", "Grass", "host")]
        form = await (await ada.uses_on("Edit my answer", posted)).modal()
        await (await ada.submits(form, text="")).answered("Removed")
        assert filed((await json_transcript(meghan, general))["questions"][0]) == []
        own = await ada.says("by myself", thread)
        await (await ada.uses_on("Edit my answer", own)).answered("edit your own messages as usual")
    async with run(reviewed=REVIEWED):
        await (await meghan.runs("tchat status", general)).answered("Session 1")
        await discord.until(lambda: posted.deleted, "the answer is taken out")


async def test_a_moderator_deletes_the_post(
    run: Run, guild: Guild, general: Channel, meghan: Person, ada: Person
) -> None:
    moderator = guild.member("Mod", Permission.MANAGE_MESSAGES)
    async with run(reviewed=REVIEWED) as bot:
        card, thread = await _first_question(general, meghan)
        first = await _approved(bot, ada, card, thread, meghan)
        await _approved(bot, ada, card, thread, meghan, "The sea")
    await moderator.deletes(first)
    async with run(reviewed=REVIEWED):
        await (await surely(meghan, await meghan.runs("tchat close", general))).answered("Closed")
        await general.hears("## Recap: What is colour?")
        assert filed((await json_transcript(meghan, general))["questions"][0]) == [("Ada", "The sea", "host")]


async def test_an_answer_in_a_thread_that_fell_asleep_is_changed(
    run: Run, general: Channel, meghan: Person, ada: Person
) -> None:
    async with run(reviewed=REVIEWED) as bot:
        card, thread = await _first_question(general, meghan)
        posted = await _approved(bot, ada, card, thread, meghan)
        await meghan.archives(thread)
        form = await (await ada.uses_on("Edit my answer", posted)).modal()
        await (await ada.submits(form, text="Grass")).answered("Changed")
        await thread.hears("**Ada:** Grass")


async def test_what_cannot_be_answered_says_so(run: Run, general: Channel, meghan: Person, ada: Person) -> None:
    async with run(reviewed=REVIEWED):
        card, _ = await _first_question(general, meghan)
        await _send(ada, card, SKY)
        form = await (await ada.clicks(card, "Answer")).modal()
        await (await surely(meghan, await meghan.runs("tchat close", general))).answered("Closed")
        await (await ada.submits(form, text="late")).answered("Thank you!")
        shown = await meghan.runs("tchat packs show", general, pack="reviewed")
        assert "Answer" not in (await shown.answered("What is red?")).buttons


async def _first_question(general: Channel, host: Person) -> tuple[Message, Channel]:
    """Start the chat, ask Q1, and return its card and its thread."""
    await (await host.runs("tchat start", general, pack="reviewed", when="now")).answered("Session")
    await (await host.runs("tchat next", general)).answered("Asking Q1")
    card = await general.hears("**Q1 of 2**")
    return card, await general.gains_thread("Q1 · What is blue?")


async def _send(member: Person, card: Message, text: str) -> None:
    form = await (await member.clicks(card, "Answer")).modal()
    await (await member.submits(form, text=text)).answered("Thank you!")


async def _approved(bot: Bot, member: Person, card: Message, thread: Channel, host: Person, text: str = SKY) -> Message:
    """Have an answer sent and approved; return the message that shows it, now that the record has it."""
    await _send(member, card, text)
    assert thread.parent
    desk = await thread.parent.gains_thread("Hosts")
    await (await host.clicks(await desk.hears(f">>> {text}"), "Approve")).answered("Approved.")
    posted = await thread.hears(f"**Ada:** {text}")
    await bot.engine.delivery.idle()
    return posted
