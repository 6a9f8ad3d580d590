"""Who may do what where: Discord's permission bits and the order in which roles and overwrites apply.

Pure functions of guild, member and channel.
"""

from datetime import UTC, datetime
from enum import IntFlag
from typing import TYPE_CHECKING

from tests.standin.errors import DiscordError

if TYPE_CHECKING:
    from tests.standin.channel import Channel
    from tests.standin.guild import Member, User


class Permission(IntFlag):
    """The bits that matter to this bot."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    CREATE_EVENTS = 1 << 44
    PIN_MESSAGES = 1 << 51


ALL = Permission((1 << 53) - 1)  # also the bits that have no name here
NONE = Permission(0)
P = Permission
EVERYONE = (
    P.ADD_REACTIONS | P.VIEW_CHANNEL | P.SEND_MESSAGES | P.EMBED_LINKS | P.ATTACH_FILES | P.READ_MESSAGE_HISTORY
    | P.USE_APPLICATION_COMMANDS | P.CREATE_PUBLIC_THREADS | P.CREATE_PRIVATE_THREADS | P.SEND_MESSAGES_IN_THREADS
)  # fmt: skip
BOT = (
    EVERYONE | P.MANAGE_MESSAGES | P.MANAGE_THREADS | P.MANAGE_EVENTS | P.CREATE_EVENTS | P.MODERATE_MEMBERS
    | P.PIN_MESSAGES
)  # fmt: skip
WHILE_TIMED_OUT = P.VIEW_CHANNEL | P.READ_MESSAGE_HISTORY


def of_roles(member: "Member") -> Permission:
    """What the member's roles say, without what is implied by being an administrator or the owner."""
    granted = member.guild.everyone.permissions
    for role in member.roles:
        granted |= role.permissions
    return granted


def in_guild(member: "Member") -> Permission:
    """What the member's roles grant anywhere in the guild."""
    granted = of_roles(member)
    return ALL if granted & P.ADMINISTRATOR or member.guild.owner is member else granted


def in_channel(member: "Member", channel: "Channel") -> Permission:
    """What the member may do in this channel or thread."""
    granted = in_guild(member)
    if granted & P.ADMINISTRATOR:
        return ALL
    rules = (channel.parent or channel).overwrites
    roles = [rules[role.id] for role in member.roles if role.id in rules]
    for layer in ([rules.get(member.guild.id)], roles, [rules.get(member.user.id)]):
        for rule in filter(None, layer):
            granted &= ~rule.deny
        for rule in filter(None, layer):
            granted |= rule.allow
    if member.timed_out_until and member.timed_out_until > datetime.now(UTC):
        granted &= WHILE_TIMED_OUT
    if channel.private and member.user.id not in channel.member_ids and not granted & P.MANAGE_THREADS:
        return NONE
    return granted if granted & P.VIEW_CHANNEL else NONE


def of_user(user: "User", channel: "Channel") -> Permission:
    """What the user may do there: nothing in a guild without them, everything in their direct messages."""
    if channel.guild is None:
        return ALL
    member = channel.guild.members.get(user.id)
    return in_channel(member, channel) if member else NONE


def require(user: "User", channel: "Channel", needed: Permission) -> None:
    """Refuse with 50001 who cannot see the channel, with 50013 who lacks any of the permissions."""
    granted = of_user(user, channel)
    if not granted & P.VIEW_CHANNEL:
        raise DiscordError(50001)
    if needed & ~granted:
        raise DiscordError(50013)
