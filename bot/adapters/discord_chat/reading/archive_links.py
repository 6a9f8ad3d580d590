"""Links to the archive in the browser, given to those who may have the files anyway."""

import discord

from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.reading.downloads import session_of
from bot.adapters.discord_chat.room.translate import person_of
from bot.core.base.place import DISCORD, RoomRef
from bot.core.base.post import stamp
from bot.core.base.words import N_
from bot.core.requests.rights import PLANNERS, Standing
from bot.core.requests.tickets import View

OF_CHANNEL = N_("All chats of this channel, in full, until {time}: <{link}>")
OF_SESSION = N_("Session {number} in full, until {time}: <{link}>")
OF_PUBLIC = N_("The public record of session {number}, to pass on, until {time}: <{link}>")
KEEP = N_("Whoever has this link sees that. It can be revoked in the archive, under *Links given out*.")


async def send_link(
    interaction: discord.Interaction, services: Services, session: int | None, days: int, *, public: bool
) -> None:
    """Answer with a new link: to one session, or to all of the channel for those who may read all of it."""
    async with replying(interaction, services) as reply:
        subject, by = reply.admitted.subject, person_of(interaction.user)
        reads_all = bool(reply.admitted.standing & (PLANNERS | Standing.ORGANISER))
        view = View.PUBLIC if public else View.FULL
        if session is None and reads_all and not public:
            number, template = None, OF_CHANNEL
            room = RoomRef(DISCORD, subject.server, reply.admitted.channel)
        else:
            meant = session_of(reply)
            number, room, template = meant.number, meant.room, OF_PUBLIC if public else OF_SESSION
        link, ends = await services.archive.give(room, number, view, by, days)
        said = reply.words.gettext(template).format(number=number, time=stamp(ends, "f"), link=link)
        await reply.say(f"{said}\n{reply.words.gettext(KEEP)}")
