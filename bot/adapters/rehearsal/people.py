"""Who is there in a rehearsal: the hosts that the pack names, the members of the cast, and whoever joins."""

from collections.abc import Sequence

from bot.adapters.rehearsal.players import people_of
from bot.core.base.contribution import Person
from bot.core.base.errors import NotFound, Refused
from bot.core.base.words import N_, Words
from bot.core.script.cast import Cast
from bot.core.script.pack import Host, HostRole, Pack
from bot.core.text.cleaning import one_line
from bot.core.text.shorten import shortened

FIRST_HOST, FIRST_GUEST = 500, 5000
LONGEST_NAME = 32
"""Discord's limit for the name that somebody has on a server."""

MOST_GUESTS = 50


class People:
    """The people of one rehearsal. A pack without hosts gets one, and without a cast there is one guest."""

    def __init__(self, pack: Pack, cast: Cast | None, words: Words) -> None:
        listed = pack.hosts or (Host(words.gettext("Host")),)
        self._roles = {FIRST_HOST + place: host.role for place, host in enumerate(listed)}
        self.hosts = [Person(FIRST_HOST + place, host.name, is_host=True) for place, host in enumerate(listed)]
        guests = list(people_of(cast).values()) if cast else [Person(FIRST_GUEST, words.gettext("Guest"))]
        self.members = [Person(each.id, each.name, is_host=False) for each in guests]
        self._guests = 0 if cast else 1

    @property
    def everybody(self) -> Sequence[Person]:
        """Hosts first."""
        return [*self.hosts, *self.members]

    @property
    def lead(self) -> Person:
        """Who starts the chat: the first moderator."""
        return next((each for each in self.hosts if self.role(each) is HostRole.MODERATOR), self.hosts[0])

    def role(self, host: Person) -> HostRole:
        """Return as what somebody hosts."""
        return self._roles[host.id]

    def one(self, id: int) -> Person:
        """Return somebody; raise `NotFound` if nobody has this id."""
        for each in self.everybody:
            if each.id == id:
                return each
        raise NotFound(N_("Nobody here has that name; choose somebody from the list."))

    def join(self, name: str) -> Person:
        """Let somebody new join; a name that is there already is that person."""
        shown = shortened(one_line(name), LONGEST_NAME)
        if not shown:
            raise Refused(N_("Somebody new needs a name."))
        for each in self.everybody:
            if each.name == shown:
                return each
        if self._guests >= MOST_GUESTS:
            raise Refused(N_("So many guests are enough for one rehearsal."))
        guest = Person(FIRST_GUEST + self._guests, shown, is_host=False)
        self._guests += 1
        self.members.append(guest)
        return guest
