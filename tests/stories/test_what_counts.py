"""What the summary counts: each person's word once, remarks not at all, and what was decided about one copy for all."""

import pytest

from bot.app.engine import Settings
from bot.core.record.summary import Summary
from bot.core.session.facts import Measure
from bot.core.session.recap_state import Choice, Use
from tests.stage import MEGHAN, Stage, pack_of

PACK = pack_of("What is blue?", "What is red?")
SKY = "The sky is blue because of how sunlight scatters in the air"
SEA = "Deep water swallows every other colour before it reaches your eyes"
ADVERT = "Leaders are made and never born, that is what I tell everybody who asks me"
FRAGMENTS = ("Wait", "One more thing", "Or two", "Hm", "No", "Or not", "It depends", "Does it?", "Maybe", "That was it")


@pytest.fixture
async def talk(stage: Stage) -> Stage:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    return stage


def told(summary: Summary) -> object:
    """What a summary says, for comparing."""
    sections = [
        (s.answers, s.people, [(q.text, q.entry.contribution.author.name) for q in s.quotes]) for s in summary.sections
    ]
    return sections, summary.people, [link.url for link in summary.links]


@pytest.mark.parametrize("again", [SKY, f"A1 {SKY}!", SKY.upper(), SKY.replace("sunlight", "light"), f"{SKY} <@900>"])
async def test_the_same_text_again_is_one_answer(talk: Stage, again: str) -> None:
    ada = talk.member("Ada")
    await ada.says(SKY, in_thread=1)
    await ada.says(again, in_thread=1)
    await talk.member("Ben").says(SKY, in_thread=1)
    await talk.advance(seconds=10)
    section = (await talk.summary()).sections[0]
    assert (section.answers, section.people) == (2, 2), "another person's word is their own"


async def test_a_not_makes_another_text(talk: Stage) -> None:
    ada = talk.member("Ada")
    await ada.says("Blue is a colour that you can touch with your hands", in_thread=1)
    await ada.says("Blue is not a colour that you can touch with your hands", in_thread=1)
    assert (await talk.summary()).sections[0].answers == 2


async def test_a_long_text_under_two_questions_counts_once_but_a_word_may_answer_both(talk: Stage) -> None:
    await talk.advance(minutes=10)
    for question in (1, 2):
        await talk.member("Ada").says(SKY, in_thread=question)
        await talk.member("Ben").says("Light.", in_thread=question)
    assert [section.answers for section in (await talk.summary()).sections] == [2, 1]


async def test_what_a_rule_leaves_out_goes_with_all_its_copies(talk: Stage) -> None:
    await talk.member("Ada").says(SKY, in_thread=1)
    for _ in range(4):
        await talk.member("Spam").says(ADVERT, in_thread=1)
        await talk.advance(seconds=20)
    summary = await talk.summary()
    assert (summary.sections[0].answers, summary.people) == (1, ("Ada",))
    await talk.decides(Measure.FINE)
    assert (await talk.summary()).sections[0].answers == 2, "with a host's word it counts, once"


async def test_what_a_host_leaves_out_leaves_the_record_with_its_copies(talk: Stage) -> None:
    spam = talk.member("Spam")
    first, second = [await spam.says(ADVERT, in_thread=1) for _ in range(2)]
    await talk.engine.editor.leave_out(second.id, MEGHAN, is_host=True)
    await talk.member("Ada").says(SKY, in_thread=1)
    await spam.says(ADVERT, in_thread=1)
    assert await talk.answers(1) == [f"Ada: {SKY} (thread)"]
    assert (await talk.summary()).people == ("Ada",)
    await talk.engine.editor.leave_out(second.id, MEGHAN, is_host=True)
    assert len(await talk.answers(1)) == 4
    assert first.id != second.id


async def test_a_word_that_hosts_leave_out_under_one_question_may_stand_under_the_other(talk: Stage) -> None:
    await talk.advance(minutes=10)
    said = [await talk.member("Ada").says("Light.", in_thread=question) for question in (1, 2, 2)]
    await talk.engine.editor.leave_out(said[2].id, MEGHAN, is_host=True)
    assert await talk.answers(1) == ["Ada: Light. (thread)"]
    assert await talk.answers(2) == []


async def test_who_takes_out_a_copy_of_their_own_keeps_the_other(talk: Stage) -> None:
    ada = talk.member("Ada")
    await ada.says(SKY, in_thread=1)
    again = await ada.says(SKY, in_thread=1)
    await talk.engine.editor.leave_out(again.id, ada.person, is_host=False)
    assert await talk.answers(1) == [f"Ada: {SKY} (thread)"]
    assert (await talk.summary()).sections[0].answers == 1


async def test_hold_takes_the_earlier_copies_out_and_a_rejected_text_stays_out(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    spam = stage.member("Spam")
    said = [await spam.says(ADVERT, in_thread=1) for _ in range(3)]
    await stage.advance(seconds=10)
    await stage.decides(Measure.HOLD)
    assert not [message for message in said if message.id in stage.room.messages]
    await stage.decides(Measure.REJECT)
    await spam.says(ADVERT, in_thread=1)
    await stage.member("Ada").says(SKY, in_thread=1)
    assert (await stage.summary()).sections[0].answers == 1


async def test_a_featured_copy_stands_for_the_others(talk: Stage) -> None:
    ada = talk.member("Ada")
    await ada.says(SKY, in_thread=1)
    featured = await ada.says(SKY, in_thread=1)
    await talk.engine.editor.use(featured.id, Choice(Use.FEATURE), MEGHAN)
    (section,) = (await talk.summary()).sections
    assert (section.answers, [quote.entry.contribution.id for quote in section.quotes]) == (1, [featured.id])


async def test_a_flood_of_fragments_and_copies_changes_nothing(talk: Stage) -> None:
    await talk.member("Ada").says(SKY, in_thread=1)
    await talk.member("Ben").says(SEA, in_thread=1)
    before = told(await talk.summary())
    spam = talk.member("Spam")
    for text in FRAGMENTS:
        await spam.says(text, in_thread=1)
    await talk.member("Ada").says(SKY, in_thread=1)
    assert told(await talk.summary()) == before
    assert (await talk.summary()).talk == 1, "a run of fragments is one remark"


async def test_an_answer_in_scraps_is_one_answer(talk: Stage) -> None:
    ada = talk.member("Ada")
    for text in ("Sunlight", "scattering widely", "and reflections"):
        await ada.says(text, in_thread=1)
        await talk.advance(seconds=10)
    section = (await talk.summary()).sections[0]
    assert (section.answers, [quote.text for quote in section.quotes]) == (1, ["scattering widely"])
    await talk.advance(minutes=2)
    await ada.says("Oceans", in_thread=1)
    assert (await talk.summary()).sections[0].answers == 2


async def test_thanks_and_house_keeping_are_talk_but_a_hosts_word_makes_an_answer(talk: Stage) -> None:
    ada = talk.member("Ada")
    for text in ("Thank you all, I have a page full of notes.", "Can you hear me?", "Hi everyone!", "Kiitos kaikille!"):
        await ada.says(text, in_thread=1)
    said = await ada.says("Maybe", in_thread=1)
    assert (await talk.summary()).sections[0].answers == 0
    await talk.engine.editor.file(said.id, 1, MEGHAN, is_host=True)
    assert (await talk.summary()).sections[0].answers == 1
    said = await talk.member("Ben").says("Perhaps", in_thread=1)
    await talk.engine.editor.use(said.id, Choice(Use.FEATURE), MEGHAN)
    await talk.member("Cyd").says("Hi everyone!", in_thread=1, files={"sky.txt": b"a sky"})
    assert (await talk.summary()).sections[0].answers == 3, "so does a choice, or a file"


@pytest.mark.parametrize("twice", [False, True])
async def test_a_reply_that_leans_is_quoted_after_what_it_answers(talk: Stage, twice: bool) -> None:
    first = await talk.member("Ada").says(SKY, in_thread=1)
    to = await talk.member("Ada").says(SKY, in_thread=1) if twice else first
    second = await talk.member("Ben").says(
        "I disagree, politely. Painters mixed that pigment from crushed stones long ago.", in_thread=1, reply_to=to
    )
    quotes = (await talk.summary()).sections[0].quotes
    assert [(quote.entry.contribution.id, quote.leans_on) for quote in quotes] == [
        (first.id, None),
        (second.id, first.id),
    ]
    for message in {first.id: first, to.id: to}.values():
        await talk.member("Ada").deletes(message)
    section = (await talk.summary()).sections[0]
    assert (section.answers, section.quotes) == (1, ()), "what it answers is gone"


async def test_where_the_rule_of_stock_phrases_is_off_greetings_count_and_fragments_do_not(stage: Stage) -> None:
    stage.settings = Settings(moderation={"canned": "off"})
    await stage.restart()
    await stage.start(PACK)
    await stage.advance(minutes=6)
    await stage.member("Ada").says("Hello everyone out there", in_thread=1)
    await stage.member("Ben").says("Or not", in_thread=1)
    assert (await stage.summary()).sections[0].answers == 1
