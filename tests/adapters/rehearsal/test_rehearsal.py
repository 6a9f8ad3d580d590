"""A rehearsal that people take part in: as whom they speak, how time passes, what they press, what if."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot import rehearsing
from bot.adapters.rehearsal.buttons.table import FORMS, HANDLERS, MENUS, ONLY_ON_DISCORD
from bot.app.ports.rehearsing import PANEL, Form
from bot.app.ports.rehearsing import Menu as Choices
from bot.config import Config
from bot.core.base.errors import NotFound, Refused
from bot.core.requests import rights
from bot.core.script.pack import Text
from bot.core.session.facts import Asked
from bot.core.session.state import Phase
from bot.stores import database_of
from tests.adapters.rehearsal.rehearsals import ADA, BEN, CAST, HOST, PACK, played


def test_every_button_of_discord_works_here_or_is_named_as_one_that_does_not() -> None:
    elsewhere = {name for name in rights.IDS if name.split(":")[0] in ONLY_ON_DISCORD}
    assert rights.IDS.keys() == HANDLERS.keys() | elsewhere
    assert not HANDLERS.keys() & elsewhere
    assert MENUS.keys() == rights.MENUS.keys()
    assert FORMS.keys() <= HANDLERS.keys()


async def test_time_stands_still_until_somebody_begins(tmp_path: Path) -> None:
    async with played(tmp_path, speed=None, begun=False) as chat:
        begun_at = chat.rehearsal.pace.now
        await chat.act("writing", id="tab", text="1")
        await chat.act("writing", id="tab", text="")
        assert (chat.rehearsal.pace.now, chat.rehearsal.pace.speed) == (begun_at, 0)
        await chat.act("begin")
        await chat.until(lambda: chat.rehearsal.stand.session.phase is Phase.ARCHIVED)
        assert chat.texts(chat.rehearsal.stand.thread(1) or 0) == ["The sky is blue.", "The sea is."]


async def test_a_host_an_answer_of_the_cast_and_ones_own(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        thread = await chat.open()
        mine = await chat.act("say", BEN, channel=thread, text="Blueberries.")
        await chat.act("react", ADA, message=mine, channel=thread, text="👍")
        await chat.act("say", HOST, channel=thread, message=mine, text="Why those?")
        await chat.step_until(lambda: "The sky is blue." in chat.texts(thread))
        await chat.act("edit", BEN, message=mine, text="Ripe blueberries.")
        count = await chat.rehearsal.count()
        assert (count.answers[1], count.people[1]) == (3, 3)
        assert chat.texts(thread) == ["Ripe blueberries.", "Why those?", "The sky is blue."]
        await chat.close()
        page = (await chat.rehearsal.file("transcript.md")).decode()
        assert "Ripe blueberries." in page
        assert "👍 1" in page


async def test_somebody_new_joins_once(tmp_path: Path) -> None:
    async with played(tmp_path, cast=None) as chat:
        eve = await chat.act("join", text="Eve")
        assert await chat.act("join", text=" Eve ") == eve
        thread = await chat.open()
        await chat.act("say", eve, channel=thread, text="Here I am.")
        with pytest.raises(Refused):
            await chat.act("join", text=" ")


async def test_only_authors_change_their_words(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        thread = await chat.open()
        mine = await chat.act("say", ADA, channel=thread, text="Mine.")
        for deed in ("edit", "delete"):
            with pytest.raises(Refused):
                await chat.act(deed, BEN, message=mine, text="Yours.")
        with pytest.raises(NotFound):
            await chat.act("say", ADA, channel=12345, text="Where?")
        await chat.act("delete", ADA, message=mine)
        assert [each.text for each in chat.rehearsal.gone] == ["Mine."]
        assert (await chat.rehearsal.count()).answers[1] == 0


async def test_a_second_press_is_the_same_one(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        thread = await chat.open()
        first = await chat.act("say", ADA, channel=thread, text="Once.", key="k")
        assert await chat.act("say", ADA, channel=thread, text="Once.", key="k") == first
        assert chat.texts(thread) == ["Once."]


async def test_a_slip_is_asked_back_in_place_and_done_when_confirmed(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        thread = await chat.open()
        await chat.act("say", ADA, channel=thread, text="Blue is a colour.")
        close = next(move for move in chat.rehearsal.moves("en") if move.deed == "close")
        await chat.act("press", HOST, channel=PANEL, id=close.id)
        (card,) = chat.cards(HOST)
        assert "Close anyway?" in card.text
        yes = card.items[0].id  # type: ignore[union-attr]
        await chat.act("press", HOST, channel=PANEL, card=card.id, id=yes)
        assert chat.rehearsal.stand.session.is_over
        (after,) = chat.cards(HOST)
        assert after.id == card.id  # the answer stands where the question stood


async def test_what_was_asked_back_stays_until_it_is_answered_or_can_no_longer_be_done(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        await chat.open()
        close = next(move for move in chat.rehearsal.moves("en") if move.deed == "close")
        await chat.act("press", HOST, channel=PANEL, id=close.id)
        (card,) = chat.cards(HOST)
        await chat.open(2)
        assert chat.cards(HOST) == [card]
        await chat.close()
        assert chat.cards(HOST) == []


async def test_what_hosts_were_told_goes_with_the_part_it_was_about(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        await chat.open()
        extend = next(move for move in chat.rehearsal.moves("en") if move.deed == "extend")
        await chat.act("press", HOST, channel=PANEL, id=extend.id)
        (card,) = chat.cards(HOST)
        assert "now lasts until" in card.text
        await chat.open(2)
        assert chat.cards(HOST) == []


async def test_moves_say_why_they_are_not_possible(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        before = {move.deed: move.reason for move in chat.rehearsal.moves("en")}
        assert before["next"] == "The chat has not opened yet."
        await chat.open()
        reasons = {move.deed: move.reason for move in chat.rehearsal.moves("en")}
        assert reasons["resume"] == "The chat is not paused."
        assert reasons["next"] == reasons["pause"] == ""
        await chat.open(2)
        reasons = {move.deed: move.reason for move in chat.rehearsal.moves("en")}
        assert reasons["next"] == "Every question has been asked; end the chat with “Close the chat”."  # no command
        finnish = {move.deed: move.reason for move in chat.rehearsal.moves("fi")}
        assert "”Päätä keskustelu”" in finnish["next"]
        with pytest.raises(Refused):
            await chat.act("press", ADA, channel=PANEL, id=chat.rehearsal.moves("en")[0].id)  # not a host
        with pytest.raises(Refused) as refused:
            await chat.act("press", HOST, channel=PANEL, id=chat.rehearsal.moves("en")[0].id)  # a page that is behind
        assert refused.value.sentence(chat.rehearsal.words("en")) == reasons["next"]


async def test_a_member_leaves_a_message_out_and_only_they_are_told(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        thread = await chat.open()
        mine = await chat.act("say", ADA, channel=thread, text="Not for the record.")
        await chat.act("menu", ADA, channel=thread, message=mine, id="Leave out of the record")
        (card,) = chat.cards(ADA)
        assert "Left out" in card.text
        assert card.channel == thread
        with pytest.raises(Refused):
            await chat.act("menu", BEN, channel=thread, message=mine, id="Leave out of the record")
        await chat.act("dismiss", ADA, card=card.id)
        assert chat.cards(ADA) == []
        await chat.close()
        assert "Not for the record." not in (await chat.rehearsal.file("transcript.txt")).decode()


async def test_an_answer_that_hosts_read_first(tmp_path: Path) -> None:
    async with played(tmp_path, pack=replace(PACK, reviewed=True), cast=None) as chat:
        await chat.open()
        eve = await chat.act("join", text="Eve")
        question = chat.rehearsal.stand.card(1) or 0
        give = next(each for each in chat.rehearsal.messages if each.id == question).actions[0]
        await chat.act("press", eve, message=question, channel=chat.channel, id=give.id)
        (card,) = chat.cards(eve)
        (form,) = card.items
        assert isinstance(form, Form)
        await chat.act("press", eve, card=card.id, channel=chat.channel, id=form.id, text="Think first.")
        await chat.rehearsal.engine.idle()
        waiting = chat.on_desk("answer:approve")
        await chat.act("press", HOST, message=waiting.id, id=waiting.actions[0].id)
        await chat.rehearsal.engine.idle()
        elsewhere = [each.text for each in chat.rehearsal.messages if each.post and each.channel != waiting.channel]
        assert any("Think first." in text for text in elsewhere)
        await chat.act("press", HOST, message=waiting.id, id="answer:approve:1")
        assert chat.cards(HOST)  # whoever comes second is told


async def test_a_host_edits_a_question_in_two_steps(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        place = f"{chat.channel}:{chat.rehearsal.number}"
        await chat.act("press", HOST, channel=PANEL, id=f"panel:edit:{place}")
        (card,) = chat.cards(HOST)
        (menu,) = card.items
        assert isinstance(menu, Choices)
        await chat.act("press", HOST, card=card.id, channel=PANEL, id=menu.id, text="2")
        (form,) = chat.cards(HOST)[0].items
        assert isinstance(form, Form)
        assert form.text == "What is red?"
        await chat.act("press", HOST, card=card.id, channel=PANEL, id=form.id, text="What is green?")
        assert chat.rehearsal.stand.session.text_of(2) == "What is green?"


async def test_the_draft_is_worded_and_published(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        thread = await chat.open()
        await chat.act("say", ADA, channel=thread, text="Blue is what is left when the red light is gone.")
        await chat.close()
        await chat.step_until(lambda: chat.rehearsal.stand.draft_card())
        draft = chat.on_desk("recap:publish")
        lead = next(each for each in draft.actions if each.id.startswith("recap:lead"))
        await chat.act("press", HOST, message=draft.id, id=lead.id)
        card = chat.cards(HOST)[-1]
        (form,) = card.items
        assert isinstance(form, Form)
        await chat.act("press", HOST, card=card.id, id=form.id, text="An hour about blue.")
        await chat.act("press", HOST, message=draft.id, id=draft.actions[0].id)
        await chat.rehearsal.engine.idle()
        summary = chat.rehearsal.stand.summary()
        posted = next(each for each in chat.rehearsal.messages if each.id == summary)
        assert "An hour about blue." in posted.text
        assert {each.name for each in await chat.rehearsal.files()} > {"summary.html", "transcript.csv"}


async def test_reminders_and_where_we_are(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        await chat.open()
        await chat.act("press", ADA, id=f"remind:channel:{chat.channel}")
        stop = chat.cards(ADA)[0].items[0].id  # type: ignore[union-attr]
        await chat.act("press", ADA, card=chat.cards(ADA)[0].id, id=stop)
        await chat.act("where", BEN)
        assert "What is blue?" in chat.cards(BEN)[0].text
        await chat.act("where", HOST)
        assert "panel:refresh" in chat.cards(HOST)[0].items[0].id  # type: ignore[union-attr]


async def test_the_clock_slows_down_while_somebody_writes(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        await chat.act("speed", text="60")
        assert chat.rehearsal.pace.speed == 60
        await chat.act("writing", id="tab", text="1")
        assert (chat.rehearsal.pace.speed, chat.rehearsal.pace.writing) == (1, True)
        await chat.act("speed", text="once")
        assert chat.rehearsal.pace.speed == 1
        await chat.act("writing", id="tab", text="")
        await chat.act("speed", text="0")
        assert chat.rehearsal.pace.speed == 0
        await chat.act("writing", id="tab", text="1")
        assert chat.rehearsal.pace.speed == 0  # what stands still is not set going
        with pytest.raises(Refused):
            await chat.act("speed", text="7")


async def test_the_cast_leaves_a_question_to_who_answers_it(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        await chat.act("cast", text="until")
        thread = await chat.open()
        await chat.act("say", ADA, channel=thread, text="I was faster.")
        await chat.close()
        assert chat.texts(thread) == ["I was faster."]


async def test_a_restart_and_a_silence_lose_nothing_and_show_nothing_twice(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        thread = await chat.open()
        await chat.act("restart")
        await chat.act("silence")
        said = await chat.act("say", BEN, channel=thread, text="While nobody listens.")
        await chat.step_until(lambda: not chat.rehearsal.is_silent)
        await chat.open(2)
        await chat.rehearsal.engine.idle()
        facts = await chat.rehearsal.engine.store.facts(chat.rehearsal.number)
        assert [fact.number for fact in facts if isinstance(fact, Asked)] == [1, 2]
        assert sorted(chat.rehearsal.stand.cards().values()) == [1, 2]
        assert await chat.rehearsal.engine.store.author_of(chat.rehearsal.number, said) == BEN
        assert len(chat.rehearsal.notes) == 3


async def test_deleted_messages_leave_the_record(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        thread = await chat.open()
        await chat.act("say", ADA, channel=thread, text="Forget me.")
        await chat.act("vanish")
        assert chat.texts(thread) == []
        assert (await chat.rehearsal.count()).answers[1] == 0


async def test_starting_over_is_another_chat(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        await chat.open()
        before = chat.rehearsal.number
        await chat.act("again")
        assert chat.rehearsal.number > before
        assert chat.rehearsal.stand.session.phase is Phase.SCHEDULED
        assert not chat.rehearsal.has_begun  # its introduction is read again
        kept = [path.relative_to(tmp_path).as_posix() for path in chat.rehearsal.kept]
        assert f"sessions/{before}-what-is-colour/summary.html" in kept
        assert all(path.stat().st_size for path in chat.rehearsal.kept)
        await chat.act("again")
        assert len(chat.rehearsal.kept) == len(kept)  # nothing was played
        earlier = (await chat.rehearsal.engine.store.load(before)).session
        assert earlier.phase is Phase.ROOM_GONE


async def test_who_joined_is_there_again_when_all_begins_anew(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        eve = await chat.act("join", text="Eve")
        await chat.act("again")
        assert chat.rehearsal.own.one(eve).name == "Eve"


@pytest.mark.parametrize("deed", ["again", "restart"])
async def test_whoever_reads_while_all_begins_anew_is_waited_for(tmp_path: Path, deed: str) -> None:
    async with played(tmp_path) as chat:
        await chat.open()
        await chat.close()
        reading = asyncio.gather(chat.rehearsal.count(), chat.rehearsal.files())
        await asyncio.sleep(0)  # they have begun
        await chat.act(deed)
        count, files = await reading
        assert count.answers
        assert files


async def test_what_was_broken_off_does_not_go_on_in_the_next_one(tmp_path: Path) -> None:
    async with played(tmp_path) as chat:
        await chat.open()
        broken_off = chat.rehearsal.number
    shown = StringIO()
    config = Config(data_dir=tmp_path, prompts_dir=tmp_path / "prompts")
    await rehearsing.rehearse(config, PACK, CAST, 0, Console(file=shown, width=100))
    assert shown.getvalue().count("What is red?") < 4  # in the preview, the card and the recap
    async with database_of(config).opened() as store:
        assert (await store.load(broken_off)).session.phase is Phase.ROOM_GONE


async def test_a_rehearsal_that_was_left_before_it_began_is_nowhere_in_the_next(tmp_path: Path) -> None:
    async with played(tmp_path, begun=False):
        pass
    async with played(tmp_path, pack=replace(PACK, name="shapes", title=Text({"en": "What is shape?"}))) as chat:
        await chat.open()
        await chat.rehearsal.engine.idle()
        assert len(chat.rehearsal.desks) <= 1
        assert not [each for each in chat.rehearsal.messages if "deleted" in each.text]


async def test_a_clock_that_outruns_the_computer_is_no_outage(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path, prompts_dir=tmp_path / "prompts")
    assert await rehearsing.rehearse(config, PACK, CAST, 1_000_000, Console(file=StringIO(), width=100))
    async with played(tmp_path / "room") as chat:
        await chat.open()
        clock = chat.rehearsal.clock
        clock.skip_to(clock.now() + timedelta(minutes=40))
        await chat.open(question=2)
        assert chat.rehearsal.stand.session.phase is Phase.OPEN


async def test_what_is_worth_a_look_is_noticed(tmp_path: Path) -> None:
    async with played(tmp_path, cast=replace(CAST, scenes=())) as chat:
        thread = await chat.open()
        await chat.act("say", ADA, channel=thread, text="Only this.")
        await chat.close()
        assert "Q2: nobody answered." in await chat.rehearsal.noticed("en")


async def test_what_a_host_closed_before_it_was_due_had_time_enough(tmp_path: Path) -> None:
    async with played(tmp_path, pack=replace(PACK, questions=PACK.questions * 2)) as chat:
        await chat.open()
        close = next(move for move in chat.rehearsal.moves("en") if move.deed == "close")
        await chat.act("press", HOST, channel=PANEL, id=close.id.replace("panel:", "sure:") + ":1:")
        told = "Q2, Q3 and Q4 were not asked: the chat was closed before they were due."
        assert told in await chat.rehearsal.noticed("en")


@pytest.mark.parametrize("name", ["transcript.exe", "summary.csv", "../tchat.db", ""])
async def test_there_is_no_other_file(tmp_path: Path, name: str) -> None:
    async with played(tmp_path) as chat:
        with pytest.raises(NotFound):
            await chat.rehearsal.file(name)
