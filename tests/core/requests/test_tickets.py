"""Who may see what in the archive."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.base.place import DISCORD, RoomRef
from bot.core.requests.tickets import NOTHING, Ticket, View, Viewer, visible_to
from bot.core.session.listing import Listed
from bot.core.session.state import Phase

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
ROOM = RoomRef(DISCORD, 1, 10)
SESSION = Listed(7, ROOM, False, "p", "t", "en", Phase.ARCHIVED, NOW, NOW, NOW, NOW, True)
TICKET = Ticket(1, 1, 10, 7, View.FULL, 5, "Meghan", NOW, NOW + timedelta(days=7))
CHANNEL = replace(TICKET, session=None)
PUBLIC = replace(TICKET, view=View.PUBLIC)


@pytest.mark.parametrize(
    ("tickets", "view"),
    [
        ([], None),
        ([TICKET], View.FULL),
        ([PUBLIC], View.PUBLIC),
        ([PUBLIC, TICKET], View.FULL),
        ([TICKET, PUBLIC], View.FULL),
        ([CHANNEL], View.FULL),
        ([replace(CHANNEL, view=View.FEED)], None),
        ([replace(CHANNEL, channel=11)], None),
        ([replace(TICKET, session=8)], None),
        ([replace(TICKET, revoked_at=NOW)], None),
        ([replace(TICKET, ends_at=NOW)], None),
        ([replace(CHANNEL, revoked_at=NOW), PUBLIC], View.PUBLIC),
    ],
)
def test_a_session_is_seen_with_a_ticket_that_opens_it(tickets: list[Ticket], view: View | None) -> None:
    assert visible_to(Viewer(tickets), NOW).view_of(SESSION) is view


@pytest.mark.parametrize("other", [replace(SESSION, rehearsal=True), replace(SESSION, phase=Phase.NEW)])
def test_rehearsals_and_what_was_never_set_are_seen_by_nobody(other: Listed) -> None:
    assert visible_to(Viewer([TICKET, CHANNEL]), NOW).view_of(other) is None


def test_there_is_no_public_record_before_the_close() -> None:
    running = replace(SESSION, phase=Phase.OPEN, closed_at=None)
    assert visible_to(Viewer([PUBLIC]), NOW).view_of(running) is None
    assert visible_to(Viewer([TICKET]), NOW).view_of(running) is View.FULL


def test_without_a_ticket_there_is_nothing() -> None:
    assert visible_to(Viewer([]), NOW) == NOTHING


def test_only_what_is_seen_in_full_can_be_searched() -> None:
    assert [visible_to(Viewer(each), NOW).has_full_view for each in ([], [PUBLIC], [TICKET], [CHANNEL])] == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("viewer", "view"),
    [
        (Viewer(name="Ada"), None),
        (Viewer(views=frozenset({11})), None),
        (Viewer(views=frozenset({10})), View.MEMBER),
        (Viewer([PUBLIC], views=frozenset({10})), View.MEMBER),
        (Viewer([TICKET], views=frozenset({10})), View.FULL),
        (Viewer(views=frozenset({10}), hosts=frozenset({8})), View.MEMBER),
        (Viewer(views=frozenset({10}), hosts=frozenset({7})), View.FULL),
        (Viewer(hosts=frozenset({7})), None),  # of a channel that they cannot view any more
        (Viewer(reads=frozenset({10})), View.FULL),
    ],
)
def test_who_is_signed_in_sees_what_they_may_see_as_a_member(viewer: Viewer, view: View | None) -> None:
    assert visible_to(viewer, NOW).view_of(SESSION) is view


def test_members_see_nothing_of_a_chat_before_its_close_but_its_host_does() -> None:
    running = replace(SESSION, phase=Phase.OPEN, closed_at=None)
    assert visible_to(Viewer(views=frozenset({10})), NOW).view_of(running) is None
    host = visible_to(Viewer(views=frozenset({10}), hosts=frozenset({7})), NOW)
    assert host.view_of(running) is View.FULL
    assert host.has_full_view


def test_who_is_signed_in_is_more_than_nobody() -> None:
    assert visible_to(Viewer(name="Ada"), NOW) != NOTHING
