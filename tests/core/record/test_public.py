"""Pseudonyms that nobody can turn back, and what the public record shows of people."""

from dataclasses import replace

from bot.core.base.choices import Choice
from bot.core.base.contribution import Attachment, Contribution, KeptFile, Person
from bot.core.base.place import DISCORD, RoomRef
from bot.core.record.public import SIGNS, Guise, Key, in_the_room, organisers, public_events, published, silent
from bot.core.record.transcript import Event
from bot.core.script.pack import HostRole
from bot.core.session.facts import (
    AnswerApproved,
    AnswerFiled,
    Asked,
    Closed,
    HostJoined,
    LeftOut,
    Opened,
    Scheduled,
)
from tests.core.sessions import HOST, T0, at

KEY = Key("secret", 7)
NAMES = {1: "Ada", 2: "Ben", 3: "Cem"}
PICTURE = Attachment("ada-cv.png", "image/png", 7, "https://cdn/1")
SAID = Contribution(1000, 500, Person(1, "Ada"), "<@2> and <@!3>, <#2> <@&2> 2", attachments=(PICTURE,))


def guise(**choices: Choice) -> Guise:
    chosen = {person: choices[name] for person, name in NAMES.items() if name in choices}
    return published(NAMES, [1, 2], chosen, KEY, "Member {code}")


def test_a_pseudonym_is_the_same_each_time_and_another_one_in_each_session_and_installation() -> None:
    codes = KEY.codes([1, 2, 3])
    assert codes == KEY.codes([3, 2, 1])
    assert KEY.codes([1]) == {1: codes[1]}, "who else takes part does not matter"
    assert len({codes[1], Key("secret", 8).codes([1])[1], Key("other", 7).codes([1])[1], codes[2]}) == 4
    assert set("".join(codes.values())) <= set(SIGNS)
    assert {len(code) for code in codes.values()} == {4}


def test_no_two_people_share_a_pseudonym() -> None:
    codes = KEY.codes(range(5000))
    assert len(set(codes.values())) == 5000
    assert {len(code) for code in codes.values()} == {4, 5}


def test_organisers_see_people_as_they_are() -> None:
    shown = organisers(NAMES)
    assert shown.said(SAID) is SAID
    assert shown.text(SAID.text) == SAID.text
    assert shown.shown_names == NAMES


def test_a_recap_shows_names_but_of_those_who_asked_for_a_pseudonym() -> None:
    choices = {1: Choice(named=False), 2: Choice(named=True)}
    shown = in_the_room(NAMES, choices, KEY, "Member {code}")
    assert shown.said(SAID) == replace(SAID, author=Person(1, f"Member {KEY.codes(NAMES)[1]}"))
    assert shown.said(replace(SAID, author=Person(3, "Cem"))).author.name == "Cem"
    assert shown.shown_names[1] == f"Member {KEY.codes(NAMES)[1]}"
    assert shown.link(RoomRef(DISCORD, 1, 500), 1000, 501) == "https://discord.com/channels/1/501/1000"


def test_the_public_record_shows_a_pseudonym_and_no_ids_unless_somebody_asked_for_their_name() -> None:
    said = guise().said(SAID)
    assert said.author == Person(KEY.id(1), f"Member {KEY.codes(NAMES)[1]}")
    assert said.text == f"<@{KEY.id(2)}> and <@{KEY.id(3)}>, <#2> <@&2> 2"
    assert said.attachments == (Attachment("", "image/png", 7, ""),)
    kept = replace(PICTURE, type=None, fate=KeptFile("a" * 64, "image/gif", 7))
    assert guise().said(replace(SAID, attachments=(kept,))).attachments == (Attachment("", "image/gif", 7, ""),)
    named = guise(Ada=Choice(named=True)).said(SAID)
    assert (named.author, named.attachments) == (Person(KEY.id(1), "Ada"), (PICTURE,))


def test_only_who_speaks_has_a_name_in_the_public_record() -> None:
    codes = KEY.codes(NAMES)
    assert guise(Ben=Choice(named=True)).shown_names == {KEY.id(1): f"Member {codes[1]}", KEY.id(2): "Ben"}
    assert guise().link(RoomRef(DISCORD, 1, 500), 1000, 500) == "transcript.html#m1000"


def test_who_is_not_to_be_quoted() -> None:
    assert silent({1: Choice(quotes=False), 2: Choice(), 3: Choice(named=False)}) == {1}


def test_what_hosts_did_is_told_without_their_names_and_decisions_are_counted() -> None:
    history = [
        Scheduled(at=T0, by=HOST, opens_at=T0),
        Opened(at=at(1), by=HOST),
        HostJoined(at=at(1), by=HOST, person=5, role=HostRole.CO_HOST),
        Asked(at=at(2), number=1),
        LeftOut(at=at(3), by=HOST, message=1000, left_out=True),
        AnswerFiled(at=at(4), by=HOST, message=1001, number=1),
        LeftOut(at=at(5), by=1, message=1002, left_out=True),
        AnswerApproved(at=at(6), by=HOST, answer=1, number=1),
        Closed(at=at(7)),
    ]
    assert public_events(history) == (
        Event(at(1), "opened", None, None),
        Event(at(2), "asked", 1, None),
        Event(at(3), "left_out", None, None, 2),
        Event(at(4), "answer_filed", None, None, 1),
        Event(at(7), "closed", None, None),
    )
