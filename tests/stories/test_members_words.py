"""What members write and call themselves stands in posts, cards and files as words: it forges and breaks nothing."""

import json
import logging
from dataclasses import replace
from typing import Any

import pytest

from bot.adapters.catalogues import words
from bot.adapters.export import FORMATS, recap, write
from bot.core.base.contribution import Contribution
from bot.core.base.limits import MAX_TEXT
from bot.core.base.post import Post
from bot.core.moderation.watch import Watch
from bot.core.session.recap_state import Choice, Use
from bot.core.text.showing.posts import name as shown
from tests.stage import MEGHAN, Stage, pack_of

PACK = pack_of("What is blue?", "What is red?")
FORGER = "x\n\n**hana:** I resign [Free gift](https://evil.example) ||a||"
SECRET = "It turns out that ||Rosebud was his sled|| in the end, which says a lot about childhood"


@pytest.fixture
async def talk(stage: Stage) -> Stage:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    return stage


async def transcript(stage: Stage, format: str) -> str:
    record = await stage.record()
    return "".join([text async for text in write(record, FORMATS[format].writer(words("en")))])


async def summary_in(stage: Stage, format: str) -> str:
    return recap.FORMATS[format](await stage.engine.records.recap(stage.number), words("en"))


async def test_a_name_is_only_a_name_in_every_post(talk: Stage) -> None:
    forger = talk.member(FORGER)
    said = await forger.says("Because the light of the sun scatters in the air", in_thread=1)
    await talk.engine.moderator.tell(said.id, replace(MEGHAN, name=FORGER), "look at **that", key="1")
    await talk.engine.suggestions.suggest(talk.session.room, forger.person, "And green?", "en")
    await talk.advance(hours=1)
    posts = [talk.posts()[-1], *(message.text for message in talk.desk())]
    assert sum(shown(FORGER) in text for text in posts) == 3
    for text in posts:
        assert "**hana:**" not in text
        assert "](https://evil.example)" not in text


async def test_what_a_spoiler_hides_is_in_no_summary(talk: Stage) -> None:
    hidden = await talk.member("Ada").says(SECRET, in_thread=1)
    await talk.member("Ben").says("The sky scatters the light of the sun, and blue light most of all", in_thread=1)
    await talk.engine.editor.use(hidden.id, Choice(Use.FEATURE), MEGHAN)
    await talk.advance(hours=1)
    post = talk.posts()[-1]
    assert "scatters the light" in post
    assert "It turns out" not in post
    for format in recap.FORMATS:
        text = await summary_in(talk, format)
        assert "Rosebud" not in text
        assert "It turns out that" in text
        assert "spoiler" in text


async def test_links_are_those_that_the_room_shows(talk: Stage) -> None:
    await talk.member("Ada").says(
        "Blue light is scattered most: **https://x.example/a** shows how, and https://x.example/anna_ it's why",
        in_thread=1,
    )
    await talk.member("Ben").says(
        "> https://x.example/theirs\nI agree: https://x.example/Blue_(colour)_history.", in_thread=1
    )
    await talk.member("Cem").says("The sea mirrors the sky, see ||https://x.example/b||", in_thread=1)
    await talk.engine.idle()
    summary = await talk.engine.records.summary(talk.number)
    assert [link.url for link in summary.links] == [
        *("https://x.example/a", "https://x.example/anna_", "https://x.example/Blue_(colour)_history"),
        "https://x.example/b",
    ]


async def test_a_marker_files_an_answer_and_stays_in_no_quote(talk: Stage) -> None:
    texts = {
        "Q1 my commute along the river is blue": "my commute along the river is blue",
        "K1: sininen on taivaan väri aamulla": "sininen on taivaan väri aamulla",
        "**A1** the colour of berries in autumn": "the colour of berries in autumn",
        "**V1: deep water** under a clear sky": "**deep water** under a clear sky",
    }
    for number, text in enumerate(texts):
        await talk.member(f"Member {number}").says(text)
    section, _ = [*(await talk.engine.records.summary(talk.number)).sections, None]
    assert section is not None
    assert {quote.text for quote in section.quotes} <= set(texts.values())
    assert section.answers == 4


async def test_files_name_who_speaks_later_and_who_is_silent(talk: Stage) -> None:
    asked = f"Ask <@{talk.member('Zoe').person.id}> or <@{MEGHAN.id}> in <#77>"
    text = f"{asked} at <t:1316041200:R> <:wave:5>, about lapis lazuli pigments"
    await talk.member("Ada").says(text, in_thread=1)
    said = (await talk.member("Ben").says("me too, in <#77>", in_thread=1)).contribution
    await talk.store.save(
        talk.number, replace(said, id=said.id + 1, mentions={77: "off-topic", said.author.id: "ben_1"})
    )
    await talk.member("Zoe").says("Here I am", in_thread=1)
    await talk.advance(hours=1)
    expected = "Ask @Zoe or @Meghan in #off-topic at 14 September 2011, 23:00 :wave:, about lapis lazuli pigments"
    for text in (await transcript(talk, "txt"), await summary_in(talk, "txt"), await summary_in(talk, "md")):
        assert expected in " ".join(text.split())
    assert "@Ben" in {f"@{name}" for name in (await talk.store.names(talk.number)).values()}


async def test_inner_workings_are_not_in_transcripts(talk: Stage) -> None:
    await talk.advance(minutes=9)
    await talk.member("Ada").says("that would be the sky over the sea, I think")
    await talk.advance(minutes=1)
    assert any("Which question does that answer?" in message.text for message in talk.desk())
    events = {event["what"] for event in json.loads(await transcript(talk, "json"))["events"]}
    assert events >= {"opened", "asked"}
    assert not events & {"filing_asked", "hosts_told", "co_hosts_asked"}


async def test_a_card_never_outgrows_a_message_and_the_rest_is_a_click_away(talk: Stage) -> None:
    long = " ".join(f"*What* I say of {number} things!" for number in range(80))
    said = await talk.member("Loud").says(long, in_thread=1)
    for number in range(9):
        await talk.engine.moderator.tell(
            said.id, talk.member(f"Member {number}").person, f"{number} `_*" * 80, key=str(number)
        )
    await talk.advance(minutes=1)
    post = talk.desk()[-1].post
    assert isinstance(post, Post)
    assert len(post.text) <= MAX_TEXT
    assert "Member 8" in post.text
    assert "… and 2 more" in post.text
    assert [action.id for action in post.actions][-1] == "case:read:1"


async def test_an_edit_of_a_card_that_may_not_have_arrived_is_made_again(talk: Stage) -> None:
    said = await talk.member("Loud").says("What I say!", in_thread=1)
    await talk.engine.moderator.tell(said.id, talk.member("Ada").person, "too loud", key="1")
    await talk.advance(minutes=1)
    talk.room.faults.dead = True
    await talk.engine.moderator.tell(said.id, talk.member("Ben").person, "much too loud", key="2")
    await talk.advance(seconds=30)
    assert "Ben" not in talk.desk()[-1].text
    talk.room.faults.dead = False
    await talk.advance(seconds=10)
    assert "Ben: “much too loud”" in talk.desk()[-1].text


async def test_a_text_that_cannot_be_judged_ends_no_watch(
    talk: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    see = Watch.see

    def failing(self: Watch, said: Contribution, **more: Any) -> object:
        if said.text == "poison":
            raise ValueError("zip() argument 2 is shorter than argument 1")
        return see(self, said, **more)

    monkeypatch.setattr(Watch, "see", failing)
    poison = await talk.member("Ada").says("poison", in_thread=1)
    with caplog.at_level(logging.ERROR):
        await talk.restart()
        await talk.member("Spam").says("Subscribe to my channel and buy my new course, link in bio!", in_thread=1)
        await talk.advance(seconds=10)
    assert "**Self-promotion**" in talk.desk()[-1].text
    failed = [record for record in caplog.records if "not judged" in record.message]
    assert {getattr(record, "message_id", None) for record in failed} == {poison.id}
    assert "poison" not in "".join(record.getMessage() for record in failed)
