"""Answers that a host reads first: sent with a button, approved or set aside once, theirs to change or take back."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.rehearsal.room import BOT
from bot.app.ports.rehearsing import Message
from bot.core.base.contribution import Person
from bot.core.base.errors import NotFound, Refused
from bot.core.base.post import Post
from bot.core.script.pack import AnswersMode, Question, Text
from bot.core.session.state import PendingStage
from tests.stage import MEGHAN, Stage, pack_of, staged
from tests.tripwire import Crash, Tripwire

PACK = pack_of("What is blue?", "What is red?", reviewed=True)
SKY = "The sky, because of how light scatters"
TAIVAS = "Taivas, koska valo siroaa"
KEVIN = Person(901, "Kevin")


@pytest.fixture
async def talk(stage: Stage) -> Stage:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    return stage


class TestAnAnswer:
    @pytest.mark.parametrize("text", [SKY, TAIVAS])
    async def test_is_posted_once_a_host_has_approved_it(self, talk: Stage, text: str) -> None:
        await talk.sends("Ada", text)
        assert talk.posts(thread=1) == []
        assert await talk.answers(1) == []
        assert card(talk).text == f"<@{MEGHAN.id}> **An answer to Q1** · Ada\n>>> {text}", (
            "the first card mentions the lead"
        )
        assert [action.label for action in card(talk).actions] == ["Approve", "Set aside"]
        assert await talk.reviews(approve=True)
        assert talk.posts(thread=1) == [f"**Ada:** {text}"]
        assert await talk.answers(1) == [f"Ada: {text} (host)"]
        assert card(talk).text == f"**An answer to Q1** · Ada\n<@{MEGHAN.id}>: Approved."
        assert card(talk).actions == ()
        assert "approved your answer to Q1" in talk.private("Ada")[0]
        assert await kept(talk) == []

    async def test_that_nobody_decided_about_is_set_aside_when_the_record_is_closed(self, talk: Stage) -> None:
        await talk.sends("Ada", SKY)
        await talk.host("close", sure=True)
        await talk.advance(days=3)
        assert f"> {SKY}" in talk.private("Ada")[0]
        assert SKY not in card(talk).text
        assert card(talk).actions == ()
        assert await kept(talk) == []

    async def test_that_is_set_aside_is_kept_nowhere_and_its_author_is_told(self, talk: Stage) -> None:
        await talk.sends("Ada", SKY)
        assert await talk.reviews(approve=False)
        assert talk.posts(thread=1) == []
        assert await talk.answers(1) == await talk.talk() == []
        assert "decided not to post your answer to Q1" in talk.private("Ada")[0]
        assert f"> {SKY}" in talk.private("Ada")[0]
        assert "Set aside." in card(talk).text
        assert SKY not in card(talk).text
        assert await kept(talk) == []
        assert [row for row in await talk.kept.rows("SELECT payload FROM effects") if SKY in str(row)] == []

    async def test_shows_what_the_rules_found_and_is_not_rejected_for_it(self, talk: Stage) -> None:
        await talk.sends("Spam", "Subscribe to my channel and buy my new course, link in bio!")
        assert "⚠️ It promotes the author's own things" in card(talk).text
        assert len(await talk.engine.store.cases(talk.number)) == 0
        assert await talk.reviews(approve=True)
        assert len(await talk.answers(1)) == 1

    async def test_of_a_host_is_not_judged(self, talk: Stage) -> None:
        await talk.engine.reviews.send(talk.number, 1, MEGHAN, "Subscribe to my channel, buy my course!", "m")
        await talk.engine.idle()
        assert "⚠️" not in card(talk).text

    async def test_says_it_in_the_language_of_the_chat(self, stage: Stage) -> None:
        await stage.start(replace(PACK, language="fi"))
        await stage.advance(minutes=6)
        await stage.sends("Ada", TAIVAS)
        await stage.reviews(approve=True)
        assert stage.room.messages, "the catalogue may lack the words; nothing may fail"

    async def test_fits_into_one_message_with_the_longest_name(self, talk: Stage) -> None:
        await talk.sends("A" * 32, "ä" * 1800)
        assert len(card(talk).text) <= 2000
        await talk.reviews(approve=True)
        assert talk.posts(thread=1) == [f"**{'A' * 32}:** {'ä' * 1800}"]
        with pytest.raises(Refused, match="1 to 1800"):
            await talk.sends("Ada", "ä" * 1801)
        with pytest.raises(Refused, match="1 to 1800"):
            await talk.sends("Ada", " \n ")

    async def test_is_told_when_the_member_turns_to_the_bot_if_their_door_is_closed(self, talk: Stage) -> None:
        ada = talk.member("Ada").person.id
        talk.room.faults.refused.add(await talk.room.direct(ada))
        await talk.sends("Ada", SKY)
        await talk.reviews(approve=False)
        (waiting,) = await talk.engine.store.undelivered(talk.room.ref.guild, ada)
        assert "decided not to post your answer to Q1" in str(waiting)
        assert await talk.engine.store.pending(talk.number) == []

    async def test_is_also_counted_by_summary_and_board(self, talk: Stage) -> None:
        await talk.sends("Ada", SKY)
        await talk.reviews(approve=True)
        await talk.advance(minutes=1)
        assert [section.answers for section in (await talk.summary()).sections] == [1]
        assert "1 answer so far: [Q1]" in talk.posts()[0]


class TestFreeMessages:
    async def test_are_talk(self, talk: Stage) -> None:
        ada = talk.member("Ada")
        await ada.says("in the thread", in_thread=1)
        await ada.says("A1 in the channel")
        await ada.says("a reply", reply_to=talk.card(1))
        await ada.says("a guess that is long enough for hosts")
        assert await talk.answers(1) == []
        assert len(await talk.talk()) == 4
        assert "Which question" not in "".join(message.text for message in talk.desk())

    async def test_become_answers_by_a_hosts_word_only(self, talk: Stage) -> None:
        ada = talk.member("Ada")
        said = await ada.says("in the thread", in_thread=1)
        with pytest.raises(Refused, match="send yours with its button"):
            await talk.engine.editor.file(said.id, 1, ada.person, is_host=False)
        await talk.engine.editor.file(said.id, 1, MEGHAN, is_host=True)
        assert await talk.answers(1) == ["Ada: in the thread (host)"]

    async def test_answer_the_other_questions_as_ever(self, stage: Stage) -> None:
        red = Question(Text({"en": "What is red?"}), reviewed=True)
        await stage.start(pack_of("What is blue?", questions=(pack_of("What is blue?").questions[0], red)))
        await stage.advance(minutes=16)
        assert (stage.card(1).actions, len(stage.card(2).actions)) == ((), 1)
        ada = stage.member("Ada")
        await ada.says("the sky", in_thread=1)
        await ada.says("blood", in_thread=2)
        assert await stage.answers(1) == ["Ada: the sky (thread)"]
        assert await stage.answers(2) == []
        with pytest.raises(Refused, match="is answered in its thread"):
            await stage.sends("Ada", SKY, question=1)
        await stage.sends("Ada", "Blood", question=2)
        await stage.reviews(approve=True)
        assert await stage.answers(2) == ["Ada: Blood (host)"]


class TestTheSameWords:
    async def test_are_one_card_with_a_count_and_no_names(self, talk: Stage) -> None:
        await talk.sends("Ada", SKY)
        for number in range(30):
            await talk.sends(f"Copier {number}", f"  {SKY.upper()}!! ")
        cards = [message for message in talk.desk() if "An answer to" in message.text]
        assert [message.text for message in cards] == [f"**An answer to Q1** · 31 people\n>>> {SKY}"]
        await talk.reviews(approve=True)
        assert await talk.answers(1) == [f"Ada: {SKY} (host)"]
        assert "approved your answer" in talk.private("Ada")[0]
        assert "in the very same words before you" in talk.private("Copier 7")[0]
        assert "Ada" not in talk.private("Copier 7")[0]
        assert await kept(talk) == []
        with pytest.raises(NotFound):
            await talk.engine.reviews.live_of(2)  # it has no card of its own

    async def test_that_come_while_the_line_is_dead_are_one_edit(
        self, talk: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await talk.sends("Ada", SKY)
        talk.room.faults.dead = True
        await talk.host("extend", 5)
        for number in range(5):
            await talk.sends(f"Copier {number}", SKY)
        edited: list[int] = []
        edit = talk.room.edit

        async def noted(channel: int, message: int, post: Post) -> None:
            edited.append(message)
            await edit(channel, message, post)

        monkeypatch.setattr(talk.room, "edit", noted)
        talk.room.faults.dead, talk.room.faults.dark = False, {talk.room.ref.channel}
        await talk.advance(minutes=1)
        assert "6 people" in card(talk).text
        assert edited.count(card(talk).id) == 1

    async def test_one_word_makes_another_answer(self, talk: Stage) -> None:
        await talk.sends("Ada", "I do believe influence can be measured with numbers in every case today")
        await talk.sends("Ben", "I do not believe influence can be measured with numbers in every case today")
        assert len([message for message in talk.desk() if "An answer to" in message.text]) == 2

    async def test_from_one_person_are_refused(self, talk: Stage) -> None:
        await talk.sends("Ada", SKY)
        with pytest.raises(Refused, match="sent this already"):
            await talk.sends("Ada", SKY.upper())
        await talk.sends("Ada", "Two")
        await talk.sends("Ada", "Three")
        with pytest.raises(Refused, match="3 answers of yours"):
            await talk.sends("Ada", "Four")
        await talk.reviews(approve=False)
        await talk.sends("Ada", "Four")


class TestHosts:
    async def test_of_two_who_click_at_once_one_decides(self, talk: Stage) -> None:
        await talk.sends("Ada", SKY)
        assert await talk.reviews(approve=True)
        assert not await talk.reviews(approve=False, by=KEVIN)
        assert await talk.answers(1) == [f"Ada: {SKY} (host)"]
        assert f"<@{MEGHAN.id}>: Approved." in card(talk).text
        assert len(talk.private("Ada")) == 1
        assert (await talk.store.names(talk.number))[KEVIN.id] == "Kevin"

    async def test_members_who_change_their_answers_are_not_let_into_their_desk(self, talk: Stage) -> None:
        ada = talk.member("Ada").person
        message = await approved(talk)
        await talk.engine.reviews.edit(message.id, ada, "Grass", "e")
        await talk.engine.reviews.remove(message.id, ada, "r")
        await talk.engine.idle()
        await talk.sends("Ben", SKY)
        assert ada.id not in set().union(*talk.room.admitted.values())

    async def test_the_queue_survives_a_restart(self, talk: Stage) -> None:
        await talk.sends("Ada", SKY)
        await talk.sends("Ben", SKY)
        await talk.restart(after=timedelta(minutes=2))
        await talk.sends("Cai", SKY)
        assert "3 people" in card(talk).text
        await talk.reviews(approve=True)
        await talk.restart()
        assert talk.posts(thread=1) == [f"**Ada:** {SKY}"]
        assert await talk.answers(1) == [f"Ada: {SKY} (host)"]
        assert not await talk.reviews(approve=False)

    async def test_the_same_request_twice_does_one_thing(self, talk: Stage) -> None:
        ada = talk.member("Ada").person
        for _ in range(2):
            await talk.engine.reviews.send(talk.number, 1, ada, SKY, "one")
        assert list(talk.session.pending) == [1]
        with pytest.raises(NotFound):
            await talk.engine.reviews.live_of(99)


class TestItsAuthor:
    async def test_changes_it_in_the_room_and_in_the_record(self, talk: Stage) -> None:
        ada = talk.member("Ada").person
        message = await approved(talk)
        assert await talk.engine.reviews.text_of(message.id, ada) == SKY
        await talk.advance(minutes=1)
        await talk.engine.reviews.edit(message.id, ada, "Grass, sometimes", "e")
        await talk.engine.idle()
        assert talk.posts(thread=1) == ["**Ada:** Grass, sometimes"]
        assert await talk.answers(1) == ["Ada: Grass, sometimes (host)"]
        assert await kept(talk) == []
        with pytest.raises(Refused, match="Only its author"):
            await talk.engine.reviews.edit(message.id, KEVIN, "Mine", "k")

    async def test_takes_it_back(self, talk: Stage) -> None:
        ada = talk.member("Ada").person
        message = await approved(talk)
        with pytest.raises(Refused, match="Only its author"):
            await talk.engine.reviews.remove(message.id, KEVIN, "k")
        await talk.engine.reviews.remove(message.id, ada, "r")
        assert await talk.answers(1) == []
        await talk.engine.idle()
        assert talk.posts(thread=1) == []
        assert talk.session.pending[1].stage is PendingStage.WITHDRAWN
        await talk.restart()
        assert await talk.answers(1) == []
        with pytest.raises(Refused, match="answers that I posted for you"):
            await talk.engine.reviews.text_of(message.id, ada)

    async def test_takes_it_out_of_the_record_also_while_the_room_is_out_of_reach(self, talk: Stage) -> None:
        message = await approved(talk)
        talk.room.faults.dead = True
        await talk.host("extend", 5)
        await talk.engine.reviews.remove(message.id, talk.member("Ada").person, "r")
        assert await talk.answers(1) == []
        talk.room.faults.dead = False
        await talk.advance(minutes=1)
        assert message.id not in talk.room.messages

    async def test_leaves_it_out_of_the_record(self, talk: Stage) -> None:
        message = await approved(talk)
        await talk.engine.editor.leave_out(message.id, talk.member("Ada").person, is_host=False)
        assert await talk.answers(1) == []
        assert talk.posts(thread=1) == [f"**Ada:** {SKY}"]

    async def test_can_change_it_until_the_archive_step_and_remove_it_ever_after(self, talk: Stage) -> None:
        ada = talk.member("Ada").person
        message = await approved(talk)
        await talk.host("close", sure=True)
        await talk.advance(minutes=5)
        await talk.engine.reviews.edit(message.id, ada, "Grass", "e")
        await talk.advance(hours=50)
        with pytest.raises(Refused, match="can be removed, but no longer changed"):
            await talk.engine.reviews.edit(message.id, ada, "Water", "w")
        assert await talk.answers(1) == ["Ada: Grass (host)"]
        await talk.engine.reviews.remove(message.id, ada, "r")
        await talk.engine.idle()
        assert (talk.posts(thread=1), await talk.answers(1)) == ([], [])


class TestTheRoom:
    async def test_a_moderator_deletes_the_post_and_the_record_follows(self, talk: Stage) -> None:
        message = await approved(talk)
        await talk.room.delete(message)
        assert await talk.answers(1) == []
        assert await talk.engine.store.session_of(message.id) is None

    async def test_also_while_the_bot_is_away(self, talk: Stage) -> None:
        first, second = await approved(talk), await approved(talk, "Ben", "The sea")
        await talk.switch_off()
        await talk.room.delete(first)
        await talk.switch_on()
        await talk.engine.idle()
        assert await talk.answers(1) == ["Ben: The sea (host)"], "neither deleted nor read as another's"
        assert second.id in talk.room.messages

    async def test_reactions_count(self, talk: Stage) -> None:
        message = await approved(talk)
        await talk.member("Ben").reacts(message, "👍")
        entry = await anext((await talk.record()).answers(1))
        assert (entry.contribution.author.name, dict(entry.contribution.reactions)) == ("Ada", {"👍": 1})

    async def test_without_threads_answers_stand_in_the_channel(self, stage: Stage) -> None:
        await stage.start(replace(PACK, answers=AnswersMode.CHANNEL))
        await stage.advance(minutes=16)
        await stage.sends("Ada", SKY)
        await stage.reviews(approve=True)
        assert f"**Ada:** {SKY}" in stage.posts()
        assert await stage.answers(1) == [f"Ada: {SKY} (host)"]
        assert await stage.answers(2) == []

    async def test_shows_an_approved_answer_late_though_its_author_knows_already(self, talk: Stage) -> None:
        thread = talk.card(1).id
        talk.room.faults.dark.add(thread)
        await talk.sends("Ada", SKY)
        await talk.reviews(approve=True)
        assert "approved your answer" in talk.private("Ada")[0]
        assert talk.posts(thread=1) == []
        talk.room.faults.dark.clear()
        await talk.advance(minutes=1)
        assert talk.posts(thread=1) == [f"**Ada:** {SKY}"]
        assert await talk.answers(1) == [f"Ada: {SKY} (host)"]
        assert await kept(talk) == []

    async def test_without_a_card_authors_are_told_all_the_same(self, talk: Stage) -> None:
        talk.room.faults.no_desk = True
        await talk.sends("Ada", SKY)
        talk.room.faults.no_desk = False
        await talk.reviews(approve=True)
        assert "approved your answer" in talk.private("Ada")[0]
        assert await talk.answers(1) == [f"Ada: {SKY} (host)"]

    async def test_that_refuses_the_answer_tells_the_hosts(self, talk: Stage) -> None:
        await talk.sends("Ada", SKY)
        talk.room.faults.refused.add(talk.card(1).id)
        await talk.reviews(approve=True)
        assert await talk.answers(1) == []
        assert "could not be posted" in talk.desk()[-1].text
        assert talk.session.is_running


class TestLateAnswers:
    async def test_are_taken_until_the_archive_step_and_late_by_when_they_were_sent(self, talk: Stage) -> None:
        await talk.sends("Ada", SKY)
        await talk.host("close", sure=True)
        await talk.advance(minutes=5)
        await talk.reviews(approve=True)
        await talk.sends("Ben", "The sea")
        await talk.reviews(approve=True, answer=2)
        assert await talk.answers(1) == [f"Ada: {SKY} (host)", "Ben: The sea (host, late)"]

    async def test_what_nobody_decided_about_lapses(self, talk: Stage) -> None:
        await talk.sends("Ada", SKY)
        await talk.sends("Ben", SKY)
        await talk.host("close", sure=True)
        await talk.advance(hours=50)
        assert talk.card(1).actions == ()
        assert "No host decided" in card(talk).text
        for name in ("Ada", "Ben"):
            assert "closed before a host decided" in talk.private(name)[0]
        assert await talk.answers(1) == []
        assert await kept(talk) == []
        with pytest.raises(Refused, match="takes no more answers"):
            await talk.sends("Ada", "The sea")
        assert not await talk.reviews(approve=True)

    async def test_words_are_never_kept_for_longer_than_ninety_days(self, talk: Stage) -> None:
        await talk.sends("Ada", SKY)
        await talk.host("pause")
        await talk.restart(after=timedelta(days=91))
        await talk.engine.expiry.end()
        assert await kept(talk) == []
        await talk.reviews(approve=True)
        assert talk.posts(thread=1) == []
        assert await talk.engine.store.pending(talk.number) == []


CHAT: list[Callable[[Stage], Awaitable[object]]] = [
    lambda stage: stage.start(PACK, key="start"),
    lambda stage: stage.advance_until(lambda session: session.current == 1),
    lambda stage: stage.sends("Ada", SKY, key="send"),
    lambda stage: stage.sends("Ben", SKY, key="again"),
    lambda stage: stage.reviews(min(stage.session.pending), approve=True, key="approve"),
    lambda stage: _edits(stage),
    lambda stage: stage.advance_until(lambda session: session.current == 2),
]


async def _edits(stage: Stage) -> None:
    if message := next((m for m in stage.room.messages.values() if m.text == f"**Ada:** {SKY}"), None):
        await stage.engine.reviews.edit(message.id, stage.member("Ada").person, "Grass", "edit")
        await stage.engine.idle()
        stage.wire.check()


@pytest.mark.parametrize("away", [0, 7])
async def test_wherever_the_plug_is_pulled_an_answer_is_there_once(tmp_path: Path, away: int) -> None:
    expected, wire = await _outcome(tmp_path / "whole", None, away)
    assert expected == (["**Ada:** Grass"], ["Ada: Grass (host)"], 1, 1, 1)
    for at in range(1, wire.moments + 1):
        outcome, tripped = await _outcome(tmp_path / str(at), at, away)
        assert tripped.tripped, f"moment {at} never came"
        assert outcome == expected, f"pulled at moment {at}"


Outcome = tuple[list[str], list[str], int, int, int]


async def _outcome(folder: Path, at: int | None, away: int) -> tuple[Outcome, Tripwire]:
    wire = Tripwire(at)
    async with staged(folder, wire=wire) as stage:
        for act in CHAT:
            finished = False
            while not finished:
                tripped = wire.tripped
                try:
                    await act(stage)
                    finished = wire.tripped == tripped
                except Crash:
                    pass
                if not finished:
                    await stage.restart(after=timedelta(minutes=away))
        await stage.engine.idle()
        cards = len([message for message in stage.desk() if "An answer to" in message.text])
        told = (len(stage.private("Ada")), len(stage.private("Ben")))
        assert await kept(stage) == []
        assert await stage.store.pending(1) == []
        shown = [text for text in stage.posts(thread=1) if "You can still answer this one" not in text]
        return (shown, await stage.answers(1), cards, *told), wire


def card(stage: Stage) -> Message:
    """The newest card of a pending answer on the desk."""
    return [message for message in stage.desk() if "An answer to" in message.text][-1]


async def approved(stage: Stage, name: str = "Ada", text: str = SKY) -> Message:
    """Have an answer sent and approved; return the message that shows it."""
    await stage.sends(name, text)
    await stage.reviews(approve=True, answer=max(stage.session.pending))
    return next(m for m in stage.room.messages.values() if m.author == BOT and m.text == f"**{name}:** {text}")


async def kept(stage: Stage) -> list[str]:
    """The words of pending answers that the store still has."""
    return [answer.text for answer in await stage.store.pending_answers(stage.number)]
