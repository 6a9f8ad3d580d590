"""How the bot stands with Discord: is the token known, may it read, do the clocks agree.

One visit over HTTP, without a connection to the gateway, so that it can be made while the bot runs. The token is only
ever sent, never told.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from types import MappingProxyType, SimpleNamespace
from typing import TYPE_CHECKING

import aiohttp
import discord

from bot.adapters.discord_chat.room import permissions
from bot.adapters.discord_chat.room.connecting import RESERVE
from bot.app.hosting.desk import DeskOf
from bot.app.ports.clock import Clock
from bot.core.base.finding import Finding, fault, good, warning
from bot.core.base.place import MANY_SERVERS, MOST_SERVERS, enough
from bot.core.base.words import N_, Words

if TYPE_CHECKING:
    from discord.types.gateway import SessionStartLimit

PATIENCE = 15
"""How many seconds Discord has to answer."""

APART = timedelta(seconds=2)
"""How far our clock may be from Discord's."""

HALF_A_SECOND = timedelta(seconds=0.5)
"""What a time without fractions lacks on average."""

SCOPES = ("bot", "applications.commands")

KNOWN = N_("Discord knows the token: it belongs to {name}.")
UNKNOWN = N_("Discord does not know this token; copy it again from the developer portal → Bot.")
MAY_READ = N_("Message Content Intent is switched on.")
MAY_NOT_READ = N_("Discord does not let me read messages: developer portal → Bot → switch on Message Content Intent.")
TOO_MANY_INTENTS = N_(
    "{name} is switched on, and I do not need it: developer portal → Bot → switch it off, so that I am sent less."
)
IN_TIME = N_("This computer's clock agrees with Discord's.")
AHEAD = N_("This computer's clock is {seconds} seconds ahead of Discord's; let it follow a time server (NTP).")
BEHIND = N_("This computer's clock is {seconds} seconds behind Discord's; let it follow a time server (NTP).")
SHARDS = N_("Servers: {servers}, shards: {count}; Discord allows {most} servers for each.")
MORE_SHARDS = N_(
    "I am on {servers} servers with discord.shards: {count}, and Discord closes a shard that has more than {most}. Set "
    "it to auto or to {more}, and start me again."
)
STARTS = N_("Discord allows {left} more connections today.")
FEW_STARTS = N_(
    "Discord allows only {left} more connections until {until}; a start waits until then. See in the log why I was "
    "started so often."
)
DESK = N_("The channel in discord.host_desk exists.")
NO_DESK = N_(
    "discord.host_desk: the channel {desk} is gone, or I cannot see it; I talk to hosts in private threads instead."
)
RECAPS = N_("The channel in summary.channel exists.")
NO_RECAPS = N_(
    "summary.channel: the channel {channel} is gone, or I cannot see it; I publish recaps where the chats were instead."
)
LOST_DESK = N_(
    "Session {session}: the channel in which its hosts are spoken to is gone, or I cannot see it. I look for another "
    "place when there is something to tell them; hosts choose one with /tchat settings desk."
)
NOWHERE = N_(
    "Session {session} has no place to speak to its hosts: an announcement channel has no private threads. Hosts "
    "choose a channel with /tchat settings desk."
)
INVITE = N_("Use this link to invite me with every permission I need, also to servers I am already on: {link}")
AWAY = N_("Discord cannot be reached, so the token, the intent and the clock were not checked: {reason}.")
SLOW = N_("Discord did not answer in time, so the token, the intent and the clock were not checked.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be looked at, as `examine` says it."""

    desk: int | None
    recaps: int | None
    chats: Sequence[DeskOf]
    hides: bool
    hiding: Mapping[int, bool]
    shards: int


@dataclass(frozen=True, slots=True)
class Visit:
    """What Discord said: the bot's name, its application, our clock against its own, how many sessions may be begun.

    `hides` says whether rules hide messages, `shards` how many there are, as the next start would have them.
    """

    name: str
    application: discord.AppInfo
    now: datetime
    ahead: timedelta
    hides: bool
    shards: int
    limit: "SessionStartLimit"


class ClockComparison:
    """Compares our clock with the time on Discord's answers; the last one counts, since its line was open already."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ahead = timedelta()

    def trace(self) -> aiohttp.TraceConfig:
        """Return what has to be told of each request."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._sent)
        config.on_request_end.append(self._answered)
        return config

    async def _sent(self, _: aiohttp.ClientSession, request: SimpleNamespace, __: object) -> None:
        request.sent = self.clock.now()

    async def _answered(
        self, _: aiohttp.ClientSession, request: SimpleNamespace, answer: aiohttp.TraceRequestEndParams
    ) -> None:
        if date := answer.response.headers.get("Date"):
            sent: datetime = request.sent
            half_way = sent + (self.clock.now() - sent) / 2
            with suppress(ValueError, TypeError):  # a date that cannot be read says nothing
                self.ahead = half_way - (parsedate_to_datetime(date) + HALF_A_SECOND)


async def examine(
    token: str,
    clock: Clock,
    *,
    desk: int | None = None,
    recaps: int | None = None,
    chats: Sequence[DeskOf] = (),
    hides: bool = False,
    hiding: Mapping[int, bool] = MappingProxyType({}),
    shards: int = 0,
) -> list[Finding]:
    """Return how the bot stands with Discord.

    `desk` is the channel in which hosts are to be spoken to, `recaps` that in which recaps are to be published; `chats`
    are those that are not over. `hides` says whether rules hide messages, `hiding` on which servers that is otherwise;
    where they do, the link also asks for what that takes. `shards` is how many the operator wants (0: as many as
    Discord advises).
    """
    compared = ClockComparison(clock)
    try:
        async with asyncio.timeout(PATIENCE):
            return await _visit(token, compared, Wanted(desk, recaps, chats, hides, hiding, shards))
    except (discord.LoginFailure, ValueError):  # the latter for what cannot even be sent
        return [fault(UNKNOWN), _clock(compared.ahead)]
    except TimeoutError:
        return [warning(SLOW)]
    except discord.HTTPException as error:
        return [warning(AWAY, reason=f"{error.status} {error.response.reason}")]
    except discord.GatewayNotFound as error:
        return [warning(AWAY, reason=error)]
    except (aiohttp.ClientError, OSError) as error:
        return [warning(AWAY, reason=error)]


def is_unknown(findings: Sequence[Finding]) -> bool:
    """Return whether Discord does not know the token."""
    return any(finding.sentence(Words()) == UNKNOWN for finding in findings)


async def _visit(token: str, compared: ClockComparison, wanted: Wanted) -> list[Finding]:
    async with discord.Client(intents=discord.Intents.none(), http_trace=compared.trace()) as client:
        await client.login(token)
        assert client.user is not None
        assert client.application is not None
        hides = wanted.hides or any(wanted.hiding.values())
        advised, _, limit = await client.http.get_bot_gateway()
        visit = Visit(
            name=client.user.name,
            application=client.application,
            now=compared.clock.now(),
            ahead=compared.ahead,
            hides=hides,
            shards=wanted.shards or enough(advised),
            limit=limit,
        )
        channels = (
            (wanted.desk, good(DESK), fault(NO_DESK, desk=wanted.desk)),
            (wanted.recaps, good(RECAPS), fault(NO_RECAPS, channel=wanted.recaps)),
        )
        found = [there if await _channel(client, id) else gone for id, there, gone in channels if id is not None]
        desks = [await _desk_of(client, chat, wanted.desk) for chat in wanted.chats]
        servers = await permissions.examine(client, lambda server: wanted.hiding.get(server, wanted.hides))
        looked = [each for check in CHECKS for each in check(visit)]
        return [*looked, *servers, *found, *(each for each in desks if each)]


async def _desk_of(client: discord.Client, chat: DeskOf, configured: int | None) -> Finding | None:
    """Return what is wrong with the place where the hosts of a chat are spoken to, if anything is."""
    if chat.desk:
        return None if await _channel(client, chat.desk) else fault(LOST_DESK, session=chat.session)
    channel = await _channel(client, chat.channel)
    if not isinstance(channel, discord.TextChannel) or not channel.is_news():
        return None
    desk = await _channel(client, configured) if configured else None
    same_server = isinstance(desk, discord.abc.GuildChannel) and desk.guild.id == channel.guild.id
    return None if same_server else fault(NOWHERE, session=chat.session)


async def _channel(client: discord.Client, channel: int) -> object | None:
    """Return a channel if it is there and the bot may see it."""
    try:
        return await client.fetch_channel(channel)
    except (discord.NotFound, discord.Forbidden):
        return None


def _token(visit: Visit) -> Sequence[Finding]:
    return [good(KNOWN, name=visit.name)]


def _intents(visit: Visit) -> Sequence[Finding]:
    flags = visit.application.flags
    granted = flags.gateway_message_content or flags.gateway_message_content_limited
    others = {
        "Presence Intent": flags.gateway_presence or flags.gateway_presence_limited,
        "Server Members Intent": flags.gateway_guild_members or flags.gateway_guild_members_limited,
    }
    found = [good(MAY_READ) if granted else fault(MAY_NOT_READ)]
    return [*found, *(warning(TOO_MANY_INTENTS, name=name) for name, is_on in others.items() if is_on)]


def _time(visit: Visit) -> Sequence[Finding]:
    return [_clock(visit.ahead)]


def _clock(ahead: timedelta) -> Finding:
    if abs(ahead) <= APART:
        return good(IN_TIME)
    return warning(AHEAD if ahead > timedelta() else BEHIND, seconds=round(abs(ahead).total_seconds()))


def _shards(visit: Visit) -> Sequence[Finding]:
    servers, count = visit.application.approximate_guild_count, visit.shards
    if servers < MANY_SERVERS * count:
        return [good(SHARDS, servers=servers, count=count, most=MOST_SERVERS)]
    found = warning if servers < MOST_SERVERS * count else fault
    more = enough(-(-servers // MANY_SERVERS))
    return [found(MORE_SHARDS, servers=servers, count=count, most=MOST_SERVERS, more=more)]


def _starts(visit: Visit) -> Sequence[Finding]:
    left = visit.limit["remaining"]
    if left >= visit.shards + RESERVE:
        return [good(STARTS, left=left)]
    until = visit.now + timedelta(milliseconds=visit.limit["reset_after"])
    return [warning(FEW_STARTS, left=left, until=f"{until:%Y-%m-%d %H:%M} UTC")]


def _invitation(visit: Visit) -> Sequence[Finding]:
    asked = permissions.asked_for(hides=visit.hides)
    return [good(INVITE, link=discord.utils.oauth_url(visit.application.id, permissions=asked, scopes=SCOPES))]


CHECKS: tuple[Callable[[Visit], Sequence[Finding]], ...] = (_token, _intents, _time, _shards, _starts, _invitation)
