"""A stand-in for Discord: real HTTP and a real gateway on 127.0.0.1, so that discord.py itself is under test.

It speaks only what this bot uses, by Discord's rules, and records what it was asked. It promises that every act is
atomic and that every wait ends, with the room's transcript if in vain. Tests import everything from here.
"""

from tests.standin.channel import Channel
from tests.standin.errors import DiscordError
from tests.standin.faults import Gate, Held
from tests.standin.guild import Guild, Role
from tests.standin.interaction import Modal, Used
from tests.standin.message import Message
from tests.standin.people import Person
from tests.standin.permissions import Permission
from tests.standin.standin import StandIn

__all__ = [
    "Channel",
    "DiscordError",
    "Gate",
    "Guild",
    "Held",
    "Message",
    "Modal",
    "Permission",
    "Person",
    "Role",
    "StandIn",
    "Used",
]
