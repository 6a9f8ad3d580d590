"""Someone pushes, floods or copies: the talk stays quotable, hosts see a card, members are told in private."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Never

import pytest

from bot.app.engine import Settings
from bot.core.base.contribution import Contribution, Person
from bot.core.base.errors import ConfigError, NotFound, Refused, StoreError
from bot.core.base.ids import first_at
from bot.core.base.post import Post
from bot.core.moderation.settings import STANDARD, Action
from bot.core.script.pack import HostRole, Pack
from bot.core.session.cases import Case
from bot.core.session.facts import Measure
from tests.stage import MEGHAN, Stage, pack_of

PACK = pack_of("What is blue?", "What is red?")
PACK_FI = replace(PACK, language="fi")
PUSH = "Subscribe to my channel and buy my new course, link in bio!"
OSTA = "Tilaa kanavani ja osta uusi kurssini, linkki profiilissa!"
SKY = "The sky is blue because of how light scatters"


def card(stage: Stage) -> Post:
    """The newest card on the desk."""
    post = stage.desk()[-1].post
    assert post is not None
    return post


@pytest.fixture
async def talk(stage: Stage) -> Stage:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    return stage


@pytest.fixture
async def juttu(stage: Stage) -> Stage:
    """A talk in Finnish."""
    await stage.start(PACK_FI)
    await stage.advance(minutes=6)
    return stage


async def test_what_the_operator_sets_anew_holds_for_a_chat_that_is_on(talk: Stage) -> None:
    rules = talk.engine.rules
    await talk.member("Spam").says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    talk.engine.given_anew({"self_promotion": "off"}, rules.lexicon)
    await talk.member("More spam").says(PUSH.replace("course", "book"), in_thread=1)
    await talk.advance(seconds=10)
    assert len(talk.session.cases) == 1


async def test_in_finnish_they_are_shown_to_the_hosts_and_not_quoted_either(juttu: Stage) -> None:
    await juttu.member("Ada").says("Taivas on sininen, koska valo siroaa ilmassa", in_thread=1)
    await juttu.member("Spam").says(OSTA, in_thread=1)
    await juttu.member("Ben").says("Kiitos kaikille!", in_thread=1)
    await juttu.advance(seconds=10)
    assert f"> {OSTA}" in card(juttu).text
    summary = await juttu.engine.records.summary(juttu.number)
    assert [section.answers for section in summary.sections] == [1]


async def test_who_pushes_something_is_shown_to_the_hosts_and_not_quoted(talk: Stage) -> None:
    text = PUSH
    await talk.member("Ada").says(SKY, in_thread=1)
    await talk.member("Spam").says(text, in_thread=1)
    await talk.advance(seconds=10)
    assert f"> {text}" in card(talk).text
    assert "**Self-promotion** · [Spam](" in card(talk).text
    assert [action.label for action in card(talk).actions] == [
        "Keep",
        "Leave out",
        "Tell the member",
        "Hold",
        "Time out 10 min",
    ]
    summary = await talk.engine.records.summary(talk.number)
    assert [section.answers for section in summary.sections] == [1]
    assert len(await talk.answers(1)) == 2, "nothing is deleted; the transcript has both"
    await talk.advance(seconds=20)
    assert "1 answer so far" in talk.posts()[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I got three months at https://dlscord.gift/abc", "dlscord.gift looks like discord.com, but is another site."),
        ("Sain kuukauden täältä: http://8.8.4.4/nitro", "The link leads to 8.8.4.4, an IP address instead of a name."),
    ],
)
async def test_a_link_that_pretends_is_shown_to_the_hosts(talk: Stage, text: str, reason: str) -> None:
    await talk.member("Spam").says(text, in_thread=1)
    await talk.advance(seconds=10)
    assert "**Unsafe links** · [Spam](" in card(talk).text
    assert reason in card(talk).text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I am from support, send me your login code", "No staff ever does; please send none."),
        ("Shut up you fat pig", "The same point without that would be fine."),
        (
            "Hey guys my cousin sells original sneakers half price, dm for pics",
            "Its words are those in which adverts, frauds",
        ),
        ("A" * 300, "The same characters over and over"),
    ],
)
async def test_scams_insults_and_walls_are_shown(talk: Stage, text: str, reason: str) -> None:
    talk.settings = replace(talk.settings, moderation={"preset": "standard", "walls": "flag"})
    await talk.restart()
    await talk.member("Spam").says(text, in_thread=1)
    await talk.advance(seconds=10)
    assert reason in card(talk).text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Tilisi suljetaan, vahvista pankkitunnuksilla tästä", "Niin tilejä varastetaan; älä vahvista."),
        ("Hei, lähetä minulle puhelimeesi tullut koodi", "Mikään ylläpito ei pyydä niitä; älä lähetä."),
        ("Sain kuukauden osoitteesta https://dlscord.gift/abc", "näyttää samalta kuin discord.com, mutta on eri"),
        ("Jutellaan muualla: .gg/talviyöt77", "Viestissä kutsutaan toiselle palvelimelle"),
        ("turpa kiinni läski", "Sama asia ilman sitä kelpaisi."),
        (
            "Lainaa heti tilille ilman vakuuksia ja luottotietoja, laita viesti niin hoidetaan",
            "Sanat ovat sellaisia, joilla useimmiten kirjoitetaan",
        ),
        ("A" * 300, "Samoja merkkejä yhä uudestaan: muille jää vähän tilaa."),
    ],
)
async def test_in_finnish_they_are_shown_with_the_reason_in_finnish(juttu: Stage, text: str, reason: str) -> None:
    juttu.settings = replace(juttu.settings, moderation={"preset": "standard", "walls": "flag"})
    await juttu.restart()
    await juttu.member("Spam").says(text, in_thread=1)
    await juttu.advance(seconds=10)
    assert reason in card(juttu).text


async def test_people_are_watched_as_they_stop_hosting_and_let_be_as_they_begin(talk: Stage) -> None:
    kevin = talk.member("Kevin")
    await talk.host("add_host", kevin.person, HostRole.CO_HOST)
    await kevin.says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    assert talk.desk() == []
    await talk.host("remove_host", kevin.person)
    await kevin.says(PUSH.replace("course", "book"), in_thread=1)
    await talk.advance(seconds=10)
    assert "**Self-promotion** · [Kevin](" in card(talk).text
    cards = len(talk.desk())
    ada = talk.member("Ada")
    await ada.says(SKY, in_thread=1)
    await talk.host("add_host", ada.person, HostRole.CO_HOST)
    await ada.says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    assert len(talk.desk()) == cards


async def test_fine_takes_it_back_and_the_rule_lets_that_person_be(talk: Stage) -> None:
    spam = talk.member("Spam")
    await spam.says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    await talk.decides(Measure.FINE)
    assert "The message stays. What was done about it is undone." in card(talk).text
    assert card(talk).actions == ()
    cards = len(talk.desk())
    await spam.says(PUSH.replace("course", "book"), in_thread=1)
    await talk.advance(minutes=1)
    assert len(talk.desk()) == cards
    summary = await talk.engine.records.summary(talk.number)
    assert [section.answers for section in summary.sections] == [1], "nearly the same text counts once"
    await talk.restart()
    await spam.says(PUSH.replace("course", "film"), in_thread=1)
    await talk.advance(seconds=10)
    assert len(talk.desk()) == cards, "nor after a restart"


@pytest.mark.parametrize(("pack", "text"), [(PACK, PUSH), (PACK_FI, OSTA)], ids=["en", "fi"])
async def test_what_hosts_kept_is_not_brought_up_in_the_next_chat(stage: Stage, pack: Pack, text: str) -> None:
    await stage.start(pack)
    await stage.advance(minutes=6)
    await stage.member("Spam").says(text, in_thread=1)
    await stage.advance(seconds=10)
    await stage.decides(Measure.FINE)
    cards = len(stage.desk())
    await stage.member("Other").says(text.upper(), in_thread=1)
    await stage.advance(seconds=10)
    assert len(stage.desk()) == cards, "nor from others in this one"
    await stage.host("close", sure=True)
    await stage.advance(hours=50)
    await stage.restart()
    await stage.start(pack)
    await stage.advance(minutes=6)
    await stage.member("Third").says(text)
    await stage.advance(seconds=10)
    assert await stage.store.cases(stage.number) == []
    await stage.store.forget_judgements(stage.room.ref.guild)
    stage.engine.watching.begin_anew()
    await stage.member("Fourth").says(text)
    await stage.advance(seconds=10)
    assert [case.name for case in await stage.store.cases(stage.number)] == ["Fourth"]


@pytest.mark.parametrize(
    ("pack", "reason"),
    [
        (PACK, "The hosts left out the same text before."),
        (PACK_FI, "Vetäjät jättivät saman tekstin aiemmin pois."),
    ],
    ids=["en", "fi"],
)
async def test_what_hosts_left_out_is_brought_up_in_the_next_chat(stage: Stage, pack: Pack, reason: str) -> None:
    await stage.start(pack)
    await stage.advance(minutes=6)
    said = await stage.member("Troll").says(f"Nobody here knows anything: {SKY}", in_thread=1)
    await stage.engine.moderator.tell(said.id, stage.member("Ada").person, "this hurts", "tell")
    await stage.advance(seconds=10)
    await stage.decides(Measure.LEAVE_OUT)
    await stage.host("close", sure=True)
    await stage.advance(hours=50)
    await stage.restart()
    await stage.start(pack)
    await stage.advance(minutes=6)
    await stage.member("Troll").says(f"Nobody here knows anything! {SKY}...")
    await stage.advance(seconds=10)
    assert reason in card(stage).text


@pytest.mark.parametrize(
    ("pack", "once", "often"),
    [
        (PACK, "AutoMod blocked 1 message here", "AutoMod blocked 3 messages here"),
        (PACK_FI, "AutoMod esti täällä 1 viestin", "AutoMod esti täällä 3 viestiä"),
    ],
    ids=["en", "fi"],
)
async def test_what_the_platform_blocks_is_told_at_once_and_then_now_and_then(
    stage: Stage, pack: Pack, once: str, often: str
) -> None:
    acts, channel = stage.engine.platform_acts, stage.room.ref.channel
    await stage.start(pack)
    await stage.advance(minutes=6)
    cards = len(stage.desk())
    for _ in range(3):
        await acts.blocked(stage.card(1).id)
    await stage.advance(minutes=1)
    (told,) = stage.desk()[cards:]
    assert once in told.text
    await stage.host("extend", minutes=30)
    await stage.advance(minutes=10)
    await acts.blocked(channel)
    await stage.advance(seconds=10)
    assert often in stage.desk()[-1].text
    await stage.host("close", sure=True)
    cards = len(stage.desk())
    await acts.blocked(channel)
    await stage.advance(minutes=11)
    assert not [each for each in stage.desk()[cards:] if "AutoMod" in each.text]


async def test_what_the_platform_blocked_while_the_disk_was_full_is_told_later(stage: Stage) -> None:
    await stage.start(PACK)
    await stage.advance(minutes=6)
    stage.disk.full = True
    await stage.engine.platform_acts.blocked(stage.room.ref.channel)
    stage.disk.full = False
    await stage.engine.platform_acts.blocked(stage.room.ref.channel)
    await stage.advance(minutes=1)
    assert "AutoMod blocked 2 messages here" in stage.desk()[-1].text


async def test_a_time_out_says_nothing_of_the_words(talk: Stage) -> None:
    await talk.member("Spam").says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    await talk.decides(Measure.TIME_OUT)
    assert await talk.store.judgements(talk.room.ref.guild) == []


async def test_what_is_held_leaves_the_room_but_can_be_restored(talk: Stage) -> None:
    said = await talk.member("Spam").says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    await talk.decides(Measure.HOLD)
    assert said.id not in talk.room.messages
    assert await talk.answers(1) == []
    assert "This is automatic" not in talk.private("Spam")[0], "a host did it, and the word says so"
    assert "is hidden until a host decides" in talk.private("Spam")[0]
    await talk.restart()
    await talk.decides(Measure.FINE)
    assert talk.posts(thread=1)[-1] == f"**Spam:** {PUSH}"
    assert await talk.answers(1) == [f"Spam: {PUSH} (thread)"]
    assert "it is fine and stays" in talk.private("Spam")[-1]
    await talk.host("close", sure=True)
    await talk.advance(hours=50)
    assert len((await talk.record()).filings) == 1, "that it is not in the room any more is no deletion"


async def test_a_case_that_never_was_is_not_found(talk: Stage) -> None:
    with pytest.raises(NotFound, match="There is no case 99"):
        await talk.decides(Measure.FINE, 99)


async def test_what_is_rejected_never_comes_back(talk: Stage) -> None:
    await talk.member("Spam").says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    await talk.decides(Measure.HOLD)
    await talk.decides(Measure.REJECT)
    await talk.restart()
    assert await talk.answers(1) == []


async def test_of_two_hosts_who_click_at_once_one_decides(talk: Stage) -> None:
    await talk.member("Spam").says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    first = await talk.decides(Measure.NOTICE)
    second = await talk.decides(Measure.HOLD, by=talk.member("Kevin").person)
    assert (first, second) == (True, False)
    assert f"<@{MEGHAN.id}>" in card(talk).text
    names = await talk.store.names(talk.number)
    assert names[talk.member("Kevin").person.id] == "Kevin", "who says nothing has a name all the same"


async def test_hosts_are_never_judged(talk: Stage) -> None:
    cards = len(talk.desk())
    await talk.room.say(MEGHAN, PUSH)
    await talk.advance(seconds=10)
    assert len(talk.desk()) == cards


async def test_thirty_copies_are_one_card_with_a_count(talk: Stage) -> None:
    for number in range(30):
        await talk.member(f"Copier {number}").says(
            "Everybody should know that colours are a lie of the eye", in_thread=1
        )
    await talk.advance(minutes=1)
    summary = await talk.engine.records.summary(talk.number)
    assert [section.answers for section in summary.sections] == [4], "the copies are left out of the summary"
    record = await talk.engine.records.transcript(talk.number)
    marked = {entry.contribution.author.id async for entry in record.answers(1) if entry.aside}
    assert marked, "and the transcript says of which"
    own = await talk.engine.records.own_transcript(talk.number, min(marked))
    assert not any([entry.aside async for entry in own.answers(1)]), "what hosts think of it is theirs"
    assert [message.text for message in talk.desk() if "Copies" in message.text] == []
    alarm = talk.desk()[-1].text
    assert "30 people sent the same text" in alarm or "8 people sent the same text" in alarm
    assert "slow mode" in alarm


SAME = "Everybody should know that colours are a lie of the eye"


async def test_everybody_whom_a_card_is_about_is_told_and_shown_their_own_words(talk: Stage) -> None:
    talk.settings = Settings(moderation={"preset": "strict"})
    await talk.restart()
    for number, end in enumerate(["", ".", "!", "?"], 1):
        await talk.member(f"Copier {number}").says(SAME + end, in_thread=1)
    await talk.advance(seconds=10)
    await talk.decides(Measure.HOLD)
    assert [talk.private(f"Copier {number}") for number in (1, 2)] == [[], []], "they said it first"
    for number, end in enumerate(["!", "?"], 3):
        (word,) = talk.private(f"Copier {number}")
        assert f"> {SAME}{end}\n" in word
        assert "It comes back if a host keeps it" in word
    await talk.decides(Measure.TIME_OUT)
    copiers = [talk.member(f"Copier {number}").person.id for number in (3, 4)]
    until = talk.clock.now() + timedelta(minutes=10, seconds=-10)
    assert {copier: talk.room.timed_out[copier] for copier in copiers} == dict.fromkeys(copiers, until)
    await talk.restart()
    await talk.decides(Measure.FINE)
    assert talk.room.timed_out == dict.fromkeys(copiers)
    assert [len(talk.private(f"Copier {number}")) for number in (3, 4)] == [2, 2]
    assert len(await talk.answers(1)) == 4


async def test_only_whose_message_is_held_is_told_so(talk: Stage) -> None:
    talk.settings = Settings(moderation={"preset": "strict"})
    await talk.restart()
    await talk.member("Spam").says(PUSH, in_thread=1)
    await talk.member("Spam").says(PUSH.replace("course", "book"), in_thread=1)
    for name in ("Ada", "Ben", "Cai"):
        await talk.member(name).says(SAME, in_thread=1)
    await talk.advance(seconds=10)
    assert talk.private("Cai") == [], "it is flagged, and no more"
    held = await talk.member("Spam").says(SAME, in_thread=1)
    await talk.advance(seconds=10)
    assert "**Copies**" in talk.private("Spam")[-1]
    assert held.id not in talk.room.messages
    assert talk.private("Cai") == []


async def test_what_a_host_decided_stands_whatever_comes_after(talk: Stage) -> None:
    talk.settings = Settings(moderation={"preset": "strict"})
    await talk.restart()
    for number in range(1, 4):
        await talk.member(f"Copier {number}").says(SAME, in_thread=1)
    await talk.advance(seconds=10)
    await talk.decides(Measure.LEAVE_OUT)
    await talk.member("Spam").says(PUSH, in_thread=1)
    said = await talk.member("Spam").says(SAME, in_thread=1)
    await talk.advance(seconds=10)
    assert "**Copies**" not in "".join(talk.private("Spam")), "it would be a notice, had no host looked at it"
    assert said.id in talk.room.messages
    assert "2 messages from 2 people" in next(m.text for m in talk.desk() if "**Copies**" in m.text)


async def test_who_comes_to_notice_again_and_again_is_told_in_private(talk: Stage) -> None:
    talk.settings = Settings(moderation={"preset": "strict"})
    await talk.restart()
    spam = talk.member("Spam")
    await spam.says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    (word,) = talk.private("Spam")
    assert word.startswith("This is automatic: your message in <#")
    assert "**Self-promotion**" in word
    assert f"> {PUSH}" in word
    assert "Nobody else was told" in word
    await spam.says(OSTA, in_thread=1)
    await spam.says(PUSH.replace("course", "book"), in_thread=1)
    await talk.advance(seconds=10)
    assert any("Hidden until you decide" in message.text for message in talk.desk())


async def test_a_word_that_cannot_be_delivered_waits_and_the_card_says_so(talk: Stage) -> None:
    spam = talk.member("Spam")
    talk.room.faults.closed_doors.add(spam.person.id)
    await spam.says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    await talk.decides(Measure.NOTICE)
    assert "They don't accept DMs" in card(talk).text
    ((_, waiting),) = await talk.store.undelivered(talk.room.ref.guild, spam.person.id)
    assert f"> {PUSH}" in waiting


async def test_of_two_cases_a_member_is_told_about_one_and_asks_about_the_other(talk: Stage) -> None:
    guild, spam, untold = talk.room.ref.guild, talk.member("Spam"), talk.engine.untold
    talk.room.faults.closed_doors.add(spam.person.id)
    for case, text in enumerate((PUSH, "I got three months at https://dlscord.gift/abc"), start=1):
        await spam.says(text, in_thread=1)
        await talk.advance(seconds=10)
        await talk.decides(Measure.NOTICE, case)
    await untold.delivered(guild, spam.person.id, 1)
    await talk.advance(seconds=10)
    assert ["They don't accept DMs" in message.text for message in talk.desk()] == [False, True]
    assert [(word.case, word.is_open) for word in await untold.words_for(guild, spam.person.id)] == [(2, True)]
    await talk.engine.moderator.appeal(2, spam.person, "it is free", "appeal")
    await talk.advance(seconds=10)
    assert "They don't accept DMs" in card(talk).text
    await talk.decides(Measure.FINE, 2)
    assert {word.is_open for word in await untold.words_for(guild, spam.person.id)} == {False}


async def test_what_is_found_fine_takes_no_copies_along(talk: Stage) -> None:
    for _ in range(2):
        await talk.member("Spam").says(PUSH, in_thread=1)
        await talk.advance(seconds=10)
    about = await talk.store.messages_of_case(1)
    await talk.decides(Measure.FINE)
    assert await talk.store.messages_of_case(1) == about
    await talk.decides(Measure.NOTICE, 2)
    assert len(await talk.store.messages_of_case(2)) == 2


async def test_a_case_that_is_shown_nowhere_is_not_looked_at_for_ever(talk: Stage) -> None:
    talk.room.faults.no_desk = True
    await talk.member("Spam").says(PUSH, in_thread=1)
    await talk.advance(minutes=1)
    assert [case.text for case in await talk.store.cases(talk.number)] == [PUSH]
    assert talk.engine.casebook.next_due() is None


async def test_what_is_erased_before_it_could_be_brought_back_holds_nothing_up(talk: Stage) -> None:
    spam, ada = talk.member("Spam"), talk.member("Ada")
    other = await talk.member("Ben").says(SKY, in_thread=1)
    await spam.says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    await talk.decides(Measure.HOLD)
    talk.room.faults.dead = True
    await talk.engine.moderator.tell(other.id, ada.person, "look", "tell")  # what comes back waits behind this
    await talk.decides(Measure.FINE)
    await talk.engine.erasure.erase(talk.room.ref.guild, spam.person.id)
    talk.room.faults.dead = False
    await talk.advance(minutes=1)
    assert not [text for text in talk.posts(thread=1) if PUSH in text]
    assert await talk.store.pending(talk.number) == []


async def test_a_member_asks_the_hosts_to_look_again_once(talk: Stage) -> None:
    spam = talk.member("Spam")
    await spam.says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    await talk.restart()
    await talk.engine.moderator.appeal(1, spam.person, "it is free, and about colour", "appeal 1")
    await talk.advance(seconds=10)
    assert "Spam: “it is free, and about colour”" in card(talk).text
    assert card(talk).actions[0].label == "Keep"
    with pytest.raises(Refused, match="asked already"):
        await talk.engine.moderator.appeal(1, spam.person, "please", "appeal 2")
    with pytest.raises(Refused, match="Only the author"):
        await talk.engine.moderator.appeal(1, talk.member("Ada").person, "me too", "appeal 3")


async def test_cards_whose_edits_died_with_their_process_are_brought_up_to_date_by_the_next(talk: Stage) -> None:
    spam, eve, ada = talk.member("Spam"), talk.member("Eve"), talk.member("Ada")
    unkind = await eve.says("You are all fools", in_thread=1)
    await talk.engine.moderator.tell(unkind.id, ada.person, "this hurts", "tell 1")
    await spam.says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    await talk.engine.moderator.appeal(2, spam.person, "it is free", "appeal 2")
    await talk.advance(minutes=20)
    about_eve, *about_spam = [each for each in talk.desk() if "fools" in each.text or "bio!" in each.text]
    assert len(about_spam) == 2, "after an appeal there are two"
    await eve.deletes(unkind)  # long after the last word about it
    await talk.engine.moderator.decide(2, Measure.FINE, MEGHAN, "fine 2")
    await talk.restart()
    await talk.advance(seconds=10)
    assert all("The message stays" in each.text for each in about_spam), [each.text for each in about_spam]
    assert "fools" not in about_eve.text


async def test_a_member_tells_the_hosts_and_nobody_else_learns_of_it(talk: Stage) -> None:
    said = await talk.member("Ben").says("You are all fools", in_thread=1)
    posts = len(talk.posts())
    await talk.engine.moderator.tell(said.id, talk.member("Ada").person, "this hurts", "tell 1")
    await talk.engine.moderator.tell(said.id, talk.member("Cyd").person, "me too", "tell 2")
    await talk.advance(seconds=10)
    assert "**A member asks you to look** · [Ben](" in card(talk).text
    assert "Ada: “this hurts”\nCyd: “me too”" in card(talk).text
    assert len(talk.posts()) == posts
    assert talk.private("Ben") == []
    assert await talk.answers(1) == ["Ben: You are all fools (thread)"], "until a host decides, nothing changes"


async def test_what_comes_while_a_card_is_on_its_way_is_shown_on_it(
    talk: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = await talk.member("Ben").says("You are all fools", in_thread=1)
    sending, through, post = asyncio.Event(), asyncio.Event(), talk.room.post

    async def slow(channel: int, shown: Post, nonce: str) -> int:
        if channel != talk.room.ref.channel:
            sending.set()
        await through.wait()
        return await post(channel, shown, nonce)

    monkeypatch.setattr(talk.room, "post", slow)
    await talk.engine.host.extend(talk.room.ref.channel, 5, MEGHAN)  # something else is on its way, too
    await talk.engine.moderator.tell(said.id, talk.member("Ada").person, "this hurts", "tell 1")
    await sending.wait()
    await talk.engine.moderator.tell(said.id, talk.member("Cyd").person, "me too", "tell 2")
    await talk.engine.runner.tick()
    await talk.engine.casebook.idle()
    through.set()
    await talk.advance(seconds=10)
    assert "Ada: “this hurts”\nCyd: “me too”" in card(talk).text


async def test_who_tells_the_hosts_about_message_after_message_is_asked_to_wait(talk: Stage) -> None:
    said = [
        await talk.member("Ben").says(f"You are all fools, says number {number}", in_thread=1) for number in range(9)
    ]
    ada, cyd = talk.member("Ada").person, talk.member("Cyd").person
    before = len(talk.desk())
    for number in range(3):
        await talk.engine.moderator.tell(said[number].id, ada, "this hurts", f"tell {number}")
    for number in range(3, 9):
        with pytest.raises(Refused, match="about 3 messages within a minute"):
            await talk.engine.moderator.tell(said[number].id, ada, "this hurts", f"tell {number}")
    await talk.engine.moderator.tell(said[3].id, cyd, "others are heard", "tell by Cyd")
    await talk.advance(minutes=1)
    assert len(talk.desk()) == before + 4
    await talk.engine.moderator.tell(said[4].id, ada, "this one, too", "tell later")
    await talk.advance(seconds=10)
    assert len(talk.desk()) == before + 5


@pytest.mark.parametrize("unheard", [False, True], ids=["live", "while the bot is off"])
async def test_a_deleted_message_leaves_the_card_and_the_case(talk: Stage, unheard: bool) -> None:
    spam = talk.member("Spam")
    said = await spam.says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    await talk.engine.moderator.appeal(1, spam.person, "it is free", "appeal")
    await talk.advance(seconds=10)
    if unheard:
        await talk.switch_off()
    await spam.deletes(said)
    if unheard:
        await talk.switch_on()
    await talk.advance(minutes=1)
    cards = [message.text for message in talk.desk() if "**Self-promotion**" in message.text]
    assert cards
    assert not [text for text in cards if "channel" in text or "course" in text]
    assert "Spam: “it is free”" in cards[-1], "what members told the hosts are their own words"
    (case,) = await talk.store.cases(talk.number)
    assert (case.text, case.reason) == ("", "\nSpam: “it is free”")


async def test_a_message_deleted_long_after_the_session_leaves_its_card(talk: Stage) -> None:
    spam = talk.member("Spam")
    said = await spam.says(PUSH, in_thread=1)
    await talk.host("close", sure=True)
    await talk.advance(hours=60)
    await talk.restart()
    await spam.deletes(said)
    await talk.engine.idle()
    await talk.advance(minutes=1)
    (shown,) = [message.text for message in talk.desk() if "**Self-promotion**" in message.text]
    assert "This text is no longer stored." in shown
    assert "course" not in shown


async def test_while_somebody_else_says_the_same_a_case_keeps_the_words(talk: Stage) -> None:
    talk.settings = Settings(moderation={"preset": "strict"})
    await talk.restart()
    said = [await talk.member(f"Copier {number}").says(SAME, in_thread=1) for number in range(1, 5)]
    await talk.advance(seconds=10)
    (case,) = await talk.store.cases(talk.number)
    await talk.member("Copier 3").deletes(said[2])
    assert (await talk.store.case(case.id)) == case
    await talk.member("Copier 4").deletes(said[3])
    assert (await talk.store.case(case.id)) == replace(case, text="", reason="")


async def test_what_was_rejected_can_still_be_looked_at_by_the_hosts(talk: Stage) -> None:
    await talk.member("Spam").says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    await talk.decides(Measure.HOLD)
    await talk.decides(Measure.REJECT)
    assert f"> {PUSH}" in card(talk).text


async def test_what_was_said_before_a_restart_still_counts(talk: Stage) -> None:
    spam = talk.member("Spam")
    await spam.says("Everybody should know that colours are a lie of the eye", in_thread=1)
    await spam.says("Everybody should know that colours are a lie of the eye!", in_thread=1)
    await talk.restart()
    await spam.says("everybody should know that colours are a lie of the eye", in_thread=1)
    await talk.advance(seconds=10)
    (case,) = await talk.store.cases(talk.number)
    assert case.rule == "copy_paste"


async def test_what_is_found_at_once_is_one_case_with_all_its_messages(talk: Stage) -> None:
    collector, talk.room.collector = talk.engine.collector, None
    copies = [await talk.member(f"Copier {number}").says(SAME, in_thread=1) for number in range(7)]
    await collector.said(*(copy.contribution for copy in copies))
    await talk.advance(seconds=10)
    (case,) = [case for case in await talk.store.cases(talk.number) if case.rule == "copy_paste"]
    found = [message for message, _ in await talk.store.messages_of_case(case.id)]
    assert found == [copy.id for copy in copies[-len(found) :]]
    assert len(found) > 1


async def test_while_thousands_of_messages_are_judged_others_get_a_turn(
    talk: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.intake.collector.JUDGED_AT_ONCE", 2)
    collector, talk.room.collector = talk.engine.collector, None
    said = [await talk.member("Ada").says(f"Colour number {number}", in_thread=1) for number in range(6)]
    turns = list[str]()
    collector.worded.append(lambda _live, each: turns.append(each.text[-1]))
    judging = asyncio.create_task(collector.said(*(each.contribution for each in said)))
    while not judging.done():
        await asyncio.sleep(0)
        turns.append(" ")
    assert "".join(turns).split() == ["01", "23", "45"]


async def test_an_attack_is_few_commits_and_a_card_that_cannot_be_kept_stops_no_other(
    talk: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, open_case, commits = talk.store.commit, talk.store.open_case, 0

    async def counted(*given: Any) -> None:
        nonlocal commits
        commits += 1
        await commit(*given)

    async def picky(case: Case) -> int:
        if case.name == "Spam 3":
            raise StoreError("The database holds no such text.")
        return await open_case(case)

    monkeypatch.setattr(talk.store, "commit", counted)
    monkeypatch.setattr(talk.store, "open_case", picky)
    collector, talk.room.collector = talk.engine.collector, None
    said = [await talk.member(f"Spam {number}").says(f"{PUSH} Number {number}", in_thread=1) for number in range(8)]
    await collector.said(*(each.contribution for each in said))
    await talk.engine.idle()
    assert commits <= 2, "what was found, and perhaps what was found while that was written"
    assert len((await talk.engine.live.take_up(talk.number)).session.cases) == 7


async def test_cards_that_change_at_once_are_edited_a_few_at_a_time(
    talk: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        await talk.member(f"Spam {number}").says(f"{PUSH} Number {number}", in_thread=1)
    await talk.advance(minutes=1)
    edit, edits = talk.room.edit, list[tuple[datetime, int]]()

    async def noted(channel: int, message: int, post: Post) -> None:
        edits.append((talk.clock.now(), message))
        await edit(channel, message, post)

    monkeypatch.setattr(talk.room, "edit", noted)
    talk.engine.casebook.touch_all(await talk.engine.live.take_up(talk.number))
    await talk.advance(minutes=1)
    cards = [(at, message) for at, message in edits if message in {each.id for each in talk.desk()}]
    first = cards[0][0]
    assert [(at - first).seconds for at, _ in cards] == [0] * 5 + [5] * 3
    assert len({message for _, message in cards}) == 8


async def test_what_shows_a_case_or_a_chat_follows_once_the_record_can_be_read_again(
    talk: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said = await talk.member("Ben").says("You are all fools", in_thread=1)
    await talk.engine.moderator.tell(said.id, talk.member("Ada").person, "this hurts", "tell 1")
    await talk.advance(seconds=10)
    live = await talk.engine.live.take_up(talk.number)
    with monkeypatch.context() as patch:

        async def unreadable(*_: object) -> Never:
            raise StoreError("the connection was lost")

        patch.setattr(talk.store, "messages_of_case", unreadable)
        patch.setattr(talk.engine.retentions, "of", unreadable)
        await talk.store.add_reason(1, "Cyd: “me too”", talk.member("Cyd").person.id)
        talk.engine.casebook.touch(live, 1)
        talk.engine.bulletin.touch(live)
        await talk.advance(seconds=20)
        assert "me too" not in card(talk).text
    await talk.advance(seconds=10)
    assert "Ada: “this hurts”\nCyd: “me too”" in card(talk).text
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


async def test_what_is_deleted_while_earlier_messages_are_read_again_is_no_copy(
    talk: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    spam = talk.member("Spam")
    early = await spam.says(SAME, in_thread=1)
    await talk.restart()
    reading, deleted, read = asyncio.Event(), asyncio.Event(), talk.store.read

    async def slowly(session: int, messages: Sequence[int]) -> AsyncIterator[Contribution]:
        async for said in read(session, messages):
            yield said
        reading.set()
        await deleted.wait()

    monkeypatch.setattr(talk.store, "read", slowly)
    later = await spam.says(SAME, in_thread=1)
    await reading.wait()
    for message in (early, later):
        await spam.deletes(message)
    deleted.set()
    for _ in range(2):
        await spam.says(SAME, in_thread=1)
    await talk.advance(seconds=10)
    assert await talk.store.cases(talk.number) == [], "two are there, not three or four"


async def test_what_was_deleted_is_no_copy(talk: Stage) -> None:
    spam = talk.member("Spam")
    await spam.says(SAME, in_thread=1)
    gone = await spam.says(SAME, in_thread=1)
    await spam.deletes(gone)
    await spam.says(SAME, in_thread=1)
    await talk.advance(seconds=10)
    assert await talk.store.cases(talk.number) == []
    await talk.restart()
    gone = await spam.says(SAME, in_thread=1)
    await talk.advance(seconds=10)
    assert len(await talk.store.cases(talk.number)) == 1, "the third that is there"


async def test_roles_that_are_not_told_with_a_message_are_those_that_are_known(talk: Stage) -> None:
    for person in (Person(7, "Spam", is_host=False), Person(8, "Kevin", is_host=True)):
        await talk.room.say(person, "Good evening from the north", channel=talk.card(1).id)
        said = replace((await talk.room.say(person, "Blue")).contribution, author=Person(person.id, person.name))
        await talk.engine.collector.edited(replace(said, text=PUSH, edited_at=talk.clock.now()))
    await talk.advance(seconds=10)
    assert [case.name for case in await talk.store.cases(talk.number)] == ["Spam"]


async def test_an_answer_that_is_edited_into_an_advertisement_is_seen(talk: Stage) -> None:
    ada = talk.member("Ada")
    said = await ada.says("The sky, on a good day", in_thread=1)
    await ada.edits(said, PUSH)
    await talk.advance(seconds=10)
    assert f"> {PUSH}" in card(talk).text


async def test_greetings_are_no_answers_and_nobody_minds(talk: Stage) -> None:
    cards = len(talk.desk())
    await talk.member("Ada").says("Hello everybody!", in_thread=1)
    await talk.member("Ben").says("Thank you all!", in_thread=1)
    await talk.member("Cyd").says("Blue is what is left when all the rest is absorbed", in_thread=1)
    summary = await talk.engine.records.summary(talk.number)
    assert [section.answers for section in summary.sections] == [1]
    assert len(talk.desk()) == cards


async def test_who_goes_on_after_a_host_has_decided_is_another_card(talk: Stage) -> None:
    ada = talk.member("Ada")
    for number in range(20):
        await ada.says(f"{number}", in_thread=1)
    await talk.advance(seconds=10)
    await talk.decides(Measure.NOTICE)
    await talk.advance(minutes=2)
    for number in range(20, 40):
        await ada.says(f"{number}", in_thread=1)
    await talk.advance(seconds=10)
    assert ["**Pace**" in message.text for message in talk.desk()].count(True) == 2


async def test_a_wave_of_new_accounts_is_one_alarm_though_they_break_no_rule(talk: Stage) -> None:
    cards = len(talk.desk())
    colours = ["red", "green", "blue", "brown", "black", "white", "pink", "grey", "gold", "silver", "violet", "orange"]
    for place, colour in enumerate(colours):
        newcomer = Person(first_at(talk.clock.now() - timedelta(hours=1)) + place, f"Newcomer {place}")
        await talk.room.say(newcomer, f"My {colour} {place} of all", channel=talk.card(1).id)
        await talk.advance(seconds=10)
    (alarm,) = talk.desk()[cards:]
    assert "new accounts wrote for the first time" in alarm.text


async def test_who_says_everything_at_once_is_one_card(talk: Stage) -> None:
    ada = talk.member("Ada")
    for number in range(20):
        await ada.says(f"{number}", in_thread=1)
    await talk.advance(seconds=10)
    (pace,) = [message.text for message in talk.desk() if "**Pace**" in message.text]
    assert "8 messages" in pace


async def test_who_goes_on_and_on_pushing_gets_a_few_cards_and_then_one_until_hosts_decide(talk: Stage) -> None:
    spam = talk.member("Spam")
    for number in range(9):
        await spam.says(f"Subscribe to my channel number {number} and buy course {number * 7}!", in_thread=1)
        await talk.advance(minutes=1)
    pushes = [message.text for message in talk.desk() if "**Self-promotion**" in message.text]
    assert len(pushes) == 4
    assert "6 messages" in pushes[-1]
    await talk.member("Promo").says("Subscribe to my channel and buy my new course!", in_thread=1)
    await talk.advance(seconds=10)
    assert "Promo" in talk.desk()[-1].text, "somebody else's is another case"
    await talk.decides(Measure.NOTICE, case=4)
    cards = len(talk.desk())
    await spam.says("Subscribe to my other channel and buy the very last course!", in_thread=1)
    await talk.advance(seconds=10)
    assert len(talk.desk()) == cards + 1
    assert (await talk.summary()).sections[0].answers == 0


async def test_a_link_that_is_left_out_is_not_listed_either(talk: Stage) -> None:
    await talk.member("Ada").says("https://example.org/offers", in_thread=1)
    await talk.advance(seconds=10)
    assert (await talk.engine.records.summary(talk.number)).links == ()


async def test_a_transcript_says_nothing_of_what_is_between_hosts_and_a_member(talk: Stage) -> None:
    spam = talk.member("Spam")
    await spam.says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    await talk.engine.moderator.appeal(1, spam.person, "it is free", "appeal")
    await talk.decides(Measure.NOTICE)
    assert {event.what for event in (await talk.record()).events} <= {"scheduled", "announced", "opened", "asked"}


async def test_a_list_that_cannot_be_read_costs_the_list_and_nothing_else(talk: Stage) -> None:
    def unreadable(_: int) -> Never:
        raise ConfigError("The list cannot be read.")

    talk.files = replace(talk.files, lists=unreadable)
    await talk.restart()
    await talk.member("Spam").says(PUSH, in_thread=1)
    await talk.advance(seconds=10)
    assert f"> {PUSH}" in card(talk).text
    await talk.host("close", sure=True)
    await talk.advance(minutes=1)
    assert talk.posts()[-1].startswith("## #TChat recap")


async def test_another_preset_leaves_the_operators_list_alone(talk: Stage) -> None:
    talk.settings = Settings(moderation={"blocklist": {"words": ["humbug"]}, "flood": "hold"})
    await talk.restart()
    rules = await talk.engine.rules.change(0, {"preset": "standard"})
    assert rules.blocklist.words == ("humbug",)
    assert rules.flood == STANDARD.flood


async def test_what_two_hosts_change_at_the_same_moment_holds_for_both(talk: Stage) -> None:
    guild = talk.room.ref.guild
    await asyncio.gather(*(talk.engine.rules.change(guild, {rule: "hold"}) for rule in ("flood", "walls")))
    await talk.restart()
    rules = await talk.engine.rules.of(guild)
    assert (rules.flood.action, rules.walls.action) == (Action.HOLD, Action.HOLD)


async def test_a_servers_own_list_has_words_and_domains(talk: Stage) -> None:
    talk.files = replace(talk.files, lists=lambda _: (("humbug",), ("blues.example",)))
    await talk.restart()
    for name, text in (("Ada", "What a humbug this is"), ("Ben", "Read https://blues.example/all of it")):
        await talk.member(name).says(text, in_thread=1)
    await talk.advance(seconds=10)
    assert [case.name for case in await talk.store.cases(talk.number) if case.rule == "blocklist"] == ["Ada", "Ben"]
