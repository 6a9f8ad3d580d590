"""What people really type, and how much of it."""

import asyncio

from bot.adapters.yaml_files.config_fields import SQLITE
from tests.stage import Stage, pack_of

PACK = pack_of("What is blue?")


async def test_strange_texts_are_kept_letter_for_letter(stage: Stage) -> None:
    ada = stage.member("Ada \u202eeva")
    strange = ["🟦" * 1000, "כחול כמו הים", "zero\u200bwidth\u200djoined", "```\ncode\n```", "=1+1", "\u0000"]
    await stage.start(PACK)
    await stage.advance(minutes=6)
    for text in strange:
        await ada.says(text, in_thread=1)
    record = await stage.record()
    kept = [text.replace("\0", "") for text in strange] if stage.kept.store != SQLITE else strange
    assert [entry.contribution.text async for entry in record.answers(1)] == kept
    await stage.advance(hours=1)
    assert stage.posts()[-1].startswith("## #TChat recap")


async def test_a_chat_without_a_word(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(hours=1)
    assert "Nobody answered this time." in stage.posts()[-1]


async def test_ten_thousand_answers_fit_a_short_post(stage: Stage) -> None:
    people = [stage.member(f"Member {n}") for n in range(2_000)]
    await stage.start(PACK)
    await stage.advance(minutes=6)
    thread = stage.card(1).id
    words = ["sky", "sea", "ice", "berries", "smoke", "steel", "ink", "shadow", "whale", "flax"]
    talk = (
        people[n % 2_000].says(f"{words[n % 10]} and {words[n // 10 % 10]}, seen on day {n}", channel=thread)
        for n in range(10_000)
    )
    await asyncio.gather(*talk)
    await stage.advance(hours=1)
    assert "10000 of 10000 answers read" in stage.posts()[-1]
    assert len(stage.posts()[-1]) <= 2000


async def test_a_message_that_is_deleted_while_it_is_being_stored_is_gone(stage: Stage) -> None:
    ada = stage.member("Ada")
    await stage.start(PACK)
    await stage.advance(minutes=6)
    said = await ada.says("too fast", in_thread=1)
    collector = stage.engine.collector
    again = said.contribution
    await asyncio.gather(collector.said(again), collector.deleted(said.channel, [said.id]), collector.edited(again))
    assert await stage.answers(1) == []
