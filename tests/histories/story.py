"""The story that fills a database for a history: every kind of fact and effect, one chat over, one in the middle.

It is played on the stage by today's code (`record.py` keeps what comes of it). Whoever adds a kind of fact or effect
adds an act in which it happens. Everybody in it is made up.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from bot.app.engine import Settings
from bot.app.ports.language_model import Wording
from bot.core.base.contribution import Attachment, Contribution, Person
from bot.core.script.pack import Host, HostRole, Pack, Question, Quiet, Reading, Schedule, Text, Timing
from bot.core.script.slots import Slot
from bot.core.session.facts import Measure
from bot.core.session.recap_state import Choice, Mark, Use
from tests.clock import NOON
from tests.stage import MEGHAN, Stage

KEVIN, ZOE = Person(901, "Kevin"), Person(902, "Zoe")
PUSH = "Subscribe to my channel and buy my new course, link in bio!"
SKY = "The sky, because of how light scatters"
YAML = "title: What is loud?\nquestions:\n  - ask: What is loud?\n    lasts: 10m\n"

RAYLEIGH = Reading(
    Text({"en": "On the light from the sky", "fi": "Taivaan valosta"}), "A. Writer", "Essays", "https://example.org/sky"
)
PACK = Pack(
    name="colours",
    title=Text({"en": "What is colour?", "fi": "Mitä väri on?"}),
    questions=(
        Question(
            Text({"en": "What is blue?", "fi": "Mitä sininen on?"}),
            readings=(RAYLEIGH, Reading(url="https://example.org/blue")),
        ),
        Question(Text({"en": "What is red?"}), lasts=timedelta(minutes=12)),
        Question(Text({"en": "What is green?"}), reviewed=True),
        Question(Text({"en": "What is grey?"}), readings=(Reading(title=Text({"en": "Grey"})),)),
        Question(Text({"en": "What is white?"})),
    ),
    hashtag="TChat",
    by="Cora Mill",
    intro=Text({"en": "Tonight we talk about *colour*.", "fi": "Tänään puhutaan väreistä."}),
    hosts=(
        Host("Maya M. Berg", handle="MayaMBerg", organisation="Example Talks"),
        Host("Kai W. Grann", HostRole.CO_HOST),
    ),
    schedule=Schedule(NOON + timedelta(hours=3), NOON + timedelta(hours=4), "America/New_York"),
    timing=Timing(question=timedelta(minutes=10), quiet=Quiet(time(23), time(5), "Europe/Helsinki")),
)


class Drafter:
    """A language model that words a line from how each answer begins."""

    name = "drafter"

    async def answer(self, instructions: str, data: str, schema: Mapping[str, Any]) -> str:
        asked = json.loads(data)
        answers = asked["answers"][:4]
        said = ", ".join(f"{each['person']} {' '.join(each['text'].split()[:4])}" for each in answers)
        sentence = {"text": said, "cites": [each["id"] for each in answers]}
        return json.dumps({"start": asked["start"], "sentences": [sentence], "end": asked["end"]})


async def tell(stage: Stage) -> None:
    """Play all acts; at the end the last chat is in its middle, with a question out that did not get through."""
    stage.settings = Settings()
    stage.wording = Wording(Drafter(), headline="Word a headline.", lead="Word a lead.")
    await stage.restart()
    await _plans(stage)
    await _comes_together(stage)
    await _is_run(stage)
    await _is_moderated(stage)
    await _is_reviewed(stage)
    await _is_over(stage)
    await _is_called_off(stage)
    await _is_rehearsed(stage)
    await _loses_its_room(stage)
    await _is_in_the_middle(stage)


async def _plans(stage: Stage) -> None:
    """A slot with a queue, a pack from Discord, questions that members suggest."""
    room, engine = stage.room.ref, stage.engine
    pack = await engine.library.take_in(room.guild, "loud.yaml", YAML, MEGHAN)
    slot = Slot(0, room.guild, room.channel, 2, time(19), "America/New_York", date(2027, 1, 1), 2, None, MEGHAN.id)
    slot = await engine.slots.add(slot)
    await engine.slots.set_queue(slot, [pack.name])
    for name, text in [("Ada", "And what about grey?"), ("Ben", "Who cares?"), ("Cai", "Is black a colour?")]:
        await engine.suggestions.suggest(room, stage.member(name).person, text, "en")
    await engine.suggestions.accept(1, MEGHAN, "What about a light grey?")
    await engine.suggestions.set_aside(2)
    await engine.rules.change(room.guild, {"flood": "hold"})


async def _comes_together(stage: Stage) -> None:
    """The first chat is set, announced, moved; hosts come and go; who asked for it is reminded."""
    session = await stage.start(PACK, opens_in=timedelta(hours=3), key="start 1")
    await stage.store.remind(stage.room.ref.channel, session.number, stage.member("Ada").person.id)
    await stage.store.remind(stage.room.ref.channel, 0, stage.member("Ben").person.id)
    await stage.host("move", stage.clock.time + timedelta(hours=4), key="move")
    await stage.host("add_host", KEVIN, HostRole.CO_HOST)
    await stage.host("add_host", ZOE, HostRole.CO_HOST)
    await stage.host("remove_host", ZOE)
    await stage.host("take_lead", KEVIN, by=KEVIN)
    await stage.advance_until(lambda session: session.current == 1)


async def _is_run(stage: Stage) -> None:
    """What members say in every way there is, and what hosts do with questions, answers and the clock."""
    ada, ben, cai = (stage.member(name) for name in ("Ada", "Ben", "Cai"))
    sky = await ada.says("The sky on a clear day", in_thread=1)
    sea = await ben.says("A1 the sea, and *deep* water")
    secret = await cai.says("My old blue bicycle", in_thread=1)
    gone = await cai.says("I take this back", in_thread=1)
    await cai.says("Because of the sky?", reply_to=sea)
    await ada.edits(sky, "The sky, mostly; see https://example.org/blue")
    await cai.deletes(gone)
    for person in (ben, cai):
        await person.reacts(sky, "👍")
    await stage.room.branch(sea, "more on the sea")
    await ada.says("And the lakes", channel=sea.id)
    await ben.says("Minusta taivas on sininen, koska valo siroaa", in_thread=1)
    await stage.host("edit", 2, "What is true red?")
    await stage.host("repeat")
    await stage.host("pause")
    await stage.advance(minutes=3)
    await stage.host("resume")
    await stage.host("extend", 2)
    await stage.host("off_record", 2)
    await cai.says("What nobody shall read", in_thread=1)
    await stage.host("off_record", 0)
    await stage.advance_until(lambda session: session.current == 2)
    guess = await ben.says("it is the sky of course")
    await stage.advance(seconds=40)
    hello = await cai.says("Hello everybody!")
    editor = stage.engine.editor
    await editor.file(guess.id, 1, MEGHAN, is_host=True)
    await editor.file(hello.id, None, MEGHAN, is_host=True)
    await editor.use(sea.id, Choice(Use.FEATURE), MEGHAN)
    await editor.leave_out(secret.id, cai.person, is_host=False)
    await stage.host("ask", "And what about pink?")
    await stage.host("reorder", 5, 0)
    await stage.host("skip", sure=True)
    await stage.host("move_end", stage.clock.time + timedelta(minutes=50))


async def _is_moderated(stage: Stage) -> None:
    """Every measure, by rules, hosts and members."""
    mod = stage.engine.moderator
    for name, text in [
        ("Eve", PUSH),
        ("Finn", PUSH.replace("course", "book")),
        ("Gus", PUSH.replace("course", "talk")),
    ]:
        await stage.member(name).says(text, in_thread=2)
        await stage.advance(minutes=1)
    for measure in (Measure.HOLD, Measure.TIME_OUT, Measure.FINE):
        await stage.decides(measure, 1)
    stage.room.faults.closed_doors.add(stage.member("Finn").person.id)
    await stage.decides(Measure.NOTICE, 2)
    await mod.appeal(2, stage.member("Finn").person, "It is free, and about colour", "appeal")
    await stage.decides(Measure.HOLD, 3)
    await stage.decides(Measure.REJECT, 3)
    rude = await stage.member("Hal").says("You are all fools", in_thread=2)
    await mod.tell(rude.id, stage.member("Ada").person, "This hurts", "tell")
    await stage.advance(seconds=10)
    live = await stage.engine.live.take_up(stage.number)
    await stage.engine.desk.lost(live, await stage.engine.desk.place_of(live))
    await stage.decides(Measure.LEAVE_OUT, 4)
    await stage.advance_until(lambda session: session.current == 3)


async def _is_reviewed(stage: Stage) -> None:
    """Answers that hosts read first: approved, set aside, the same twice, changed, taken back, left undecided."""
    reviews, ada = stage.engine.reviews, stage.member("Ada").person
    for name, text in [
        ("Ada", SKY),
        ("Ben", SKY),
        ("Cai", "Grass"),
        ("Dee", "Leaves"),
        ("Finn", "Moss"),
        ("Hal", "Peas"),
    ]:
        await stage.sends(name, text, question=3)
    await stage.reviews(1, approve=True)
    await stage.reviews(3, approve=False)
    await stage.reviews(4, approve=True)
    await stage.reviews(5, approve=True)
    shown = {message.text: message.id for message in stage.room.messages.values()}
    await reviews.edit(shown[f"**Ada:** {SKY}"], ada, "The sea at night", "edit")
    await reviews.remove(shown["**Dee:** Leaves"], stage.member("Dee").person, "remove")
    await stage.engine.idle()
    stage.room.faults.refused.add(stage.card(3).id)
    await stage.sends("Gus", "Fern", question=3)
    await stage.reviews(7, approve=True)
    stage.room.faults.refused.clear()


async def _is_over(stage: Stage) -> None:
    """The close, the recap's draft and its publishing, late answers, a revision, the archive step; files and links."""
    await stage.host("close", by=KEVIN, sure=True)
    await stage.engine.recaps.word(1, None, "Most spoke of the sky.", MEGHAN)
    await stage.engine.recaps.word(1, 1, "Where blue is", KEVIN)
    await stage.engine.recaps.word_next(1, "On Friday we look at red.", MEGHAN)
    said = await stage.store.said_by(1, [stage.member("Ben").person.id])
    await stage.engine.editor.use(said[0], Choice(Mark.TAKEAWAY), MEGHAN)
    await stage.engine.editor.use(said[1], Choice(Use.DROP), MEGHAN)
    await stage.engine.idle()
    line, *_ = await stage.engine.recaps.lines(1)
    await stage.engine.recaps.use_line(1, line.number, line.key, KEVIN)
    await stage.engine.idle()
    await stage.engine.recaps.publish(1, MEGHAN, "publish")
    await stage.advance(minutes=10)
    await stage.member("Gus").says("Forget-me-nots in a garden", in_thread=1)
    await stage.advance(hours=50)
    people = [stage.member(name).person for name in ("Ada", "Ben")]
    thread, picture, shared = stage.card(1).id, *(await _ids(stage, 2))
    files = (
        Attachment("sky.png", "image/png", 1234, "https://example.org/sky.png"),
        Attachment("notes", None, 7, "https://example.org/notes"),
    )
    await stage.store.save(1, Contribution(picture, thread, people[0], "Here it is", attachments=files))
    await stage.store.save(1, Contribution(shared, thread, people[1], "", forwarded="https://example.org/original"))


async def _ids(stage: Stage, count: int) -> list[int]:
    """Ids of messages that are in the record and not in the room any more."""
    said = [await stage.member("Ada").says("…", channel=1) for _ in range(count)]
    for message in said:
        await stage.member("Ada").deletes(message)
    return [message.id for message in said]


def _thread(stage: Stage, number: int) -> int | None:
    """The thread of a question of the newest chat, where the room holds those of earlier ones, too."""
    live = stage.engine.live.get(stage.number)
    return live.stand.card(number) if live else None


async def _is_called_off(stage: Stage) -> None:
    await stage.start(PACK, opens_in=timedelta(hours=3))
    await stage.host("cancel", sure=True)
    await stage.advance(hours=4)


async def _is_rehearsed(stage: Stage) -> None:
    session = await stage.engine.host.start(PACK, stage.room.ref, by=MEGHAN, speed=600)
    stage.number = session.number
    await stage.engine.tick()
    await stage.advance(hours=1)


async def _loses_its_room(stage: Stage) -> None:
    """The bot is away at the opening; later a post is refused; at last the channel is gone."""
    await stage.start(replace(PACK, schedule=None), opens_in=timedelta(hours=1))
    await stage.host("add_host", KEVIN, HostRole.CO_HOST)
    await stage.restart(after=timedelta(hours=3))
    await stage.advance(minutes=3)
    await stage.host("resume", by=KEVIN)
    await stage.advance_until(lambda session: session.current == 1)
    await stage.member("Ada").says("The sky, once more", channel=_thread(stage, 1))
    stage.room.faults.refused.add(stage.room.ref.channel)
    await stage.host("extend", 1)
    await stage.advance(minutes=12)
    await stage.engine.room_lost(stage.room.ref.channel)
    await stage.engine.idle()
    stage.room.faults.refused.clear()


async def _is_in_the_middle(stage: Stage) -> None:
    """Two of four questions asked, a case and an answer that wait for hosts, a reminder, and the line is dead."""
    await stage.start(PACK, opens_in=timedelta(hours=1), key="start 5")
    await stage.store.remind(stage.room.ref.channel, stage.number, stage.member("Cai").person.id)
    await stage.advance_until(lambda session: session.current == 1)
    sky = await stage.member("Ada").says("The sky, as ever", channel=_thread(stage, 1))
    await stage.member("Ben").reacts(sky, "👍")
    await stage.member("Ben").says("A1 the sea")
    await stage.host("reorder", 3, 0)
    await stage.advance_until(lambda session: session.current == 3)
    await stage.member("Cai").says("I say this right after the question")
    await stage.member("Eve").says(PUSH, channel=_thread(stage, 1))
    await stage.advance(seconds=30)
    await stage.sends("Ada", "Grass", question=3)
    await stage.sends("Ben", "Leaves", question=3)
    await stage.reviews(max(stage.session.pending) - 1, approve=True)
    await stage.member("Dee").says("A3 the woods in May")
    await stage.advance(minutes=1)
    stage.room.faults.dead = True
    await stage.host("extend", 1)
    await stage.engine.idle()
