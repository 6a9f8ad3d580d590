"""The table of rights, column by column; and that no id which the bot would not have made passes."""

import re
from dataclasses import replace

import pytest

from bot.core.base.errors import NotFound, Refused
from bot.core.requests import rights
from bot.core.requests.rights import EVERYONE, Asker, On, Right, Standing, Subject, action_of_id, judge
from tests.core.sessions import HOST, ROOM, set_session
from tests.meta.rights import BEGIN, COLUMNS, END, GUIDES, table

ALL: dict[str, Right] = {**rights.COMMANDS, **rights.MENUS, **rights.IDS}
MEMBER = Asker(5, ROOM.guild, EVERYONE, lambda _: True)
THERE = Subject(ROOM.guild, ROOM.channel, set_session())


def _may(right: Right, asker: Asker, subject: Subject = THERE) -> bool:
    try:
        judge(right, asker, subject)
    except (NotFound, Refused):
        return False
    return True


@pytest.mark.parametrize("name", ALL)
def test_the_table_is_what_the_gate_does(name: str) -> None:
    right = ALL[name]
    for column, standing in COLUMNS.items():
        asker, subject = replace(MEMBER, standing=standing & ~rights.AUTHOR & ~Standing.HOST), THERE
        if Standing.AUTHOR in standing:
            subject = replace(subject, authors=(MEMBER.person,))
        if Standing.HOST in standing:
            asker = replace(asker, person=HOST)
            subject = replace(subject, session=replace(set_session(), hosts={HOST: "moderator"}))  # type: ignore[dict-item]
        assert _may(right, asker, subject) is bool(right.who & (standing | EVERYONE)), column
    manager = replace(MEMBER, standing=EVERYONE | Standing.MANAGER)
    assert not _may(right, replace(manager, server=ROOM.guild + 1))
    assert not _may(right, replace(manager, server=None))
    assert not _may(right, replace(manager, views=lambda _: False))


def test_whose_words_it_is_about_may_appeal_in_private() -> None:
    subject = replace(THERE, authors=(5,), number=3)
    assert judge(rights.IDS["appeal"], replace(MEMBER, server=None), subject) & rights.AUTHOR
    with pytest.raises(NotFound, match="There is no case 3"):
        judge(rights.IDS["appeal"], replace(MEMBER, server=None, person=6), subject)
    with pytest.raises(NotFound, match="There is no case 3"):
        judge(rights.IDS["appeal"], replace(MEMBER, server=9), subject)
    with pytest.raises(NotFound, match="Use this on the server"):
        judge(rights.IDS["panel"], replace(MEMBER, server=None), subject)


def test_hidden_and_absent_sound_the_same() -> None:
    hidden = replace(MEMBER, views=lambda _: False, standing=EVERYONE | Standing.MANAGER)
    for name, right in ALL.items():
        if right.on is On.SERVER:
            continue
        with pytest.raises(NotFound) as told:
            judge(right, hidden, replace(THERE, number=7))
        assert str(told.value) == str(rights.unknown(right.on, 7)), name


@pytest.mark.parametrize("name", rights.IDS)
def test_an_id_is_read_part_by_part(name: str) -> None:
    parts = rights.IDS[name].parts
    id = ":".join([name, *("a:b" if part.endswith("…") else str(n) for n, part in enumerate(parts))])
    action = action_of_id(id)
    assert action.name == name
    assert action.deed == name.partition(":")[2]
    assert list(action.named) == [part.removesuffix("…") for part in parts]
    for place, part in enumerate(parts):
        if part.endswith("…"):
            assert action.word("subject") == "a:b"
        elif part in rights.WORDS:
            assert action.word(part) == str(place)
        else:
            assert action.number(part) == place


@pytest.mark.parametrize(
    "id", ["", "nothing", "panel", "panel:next:1", "panel:next:1:2:3", "panel:next:x:7", "case:fine:"]
)
def test_nonsense_is_refused(id: str) -> None:
    with pytest.raises(Refused, match="from an older version"):
        action_of_id(id)


@pytest.mark.parametrize("text", ["", "x", "-1", "1.0", "٣", "9" * 40, str(2**63)])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        rights.numeral(text)
    assert rights.numeral(str(2**63 - 1)) == rights.GREATEST


def test_the_guides_have_the_table() -> None:
    for language, path in GUIDES.items():
        shown = re.search(f"{re.escape(BEGIN)}\n(.*?){re.escape(END)}", path.read_text(encoding="utf-8"), re.DOTALL)
        assert shown is not None
        assert shown[1] == table(language), "python -m tests.meta.rights writes it"
