"""A host's private panel: where the chat is, and buttons for everything (`core/posts/hosting/panel.py` says which)."""

from bot.adapters.discord_chat.interactions.drawing import Item, button, view_of
from bot.adapters.discord_chat.interactions.picks import others, picks
from bot.adapters.discord_chat.interactions.replies import Reply
from bot.adapters.discord_chat.interactions.services import Services
from bot.core.base.words import Words
from bot.core.posts.hosting.panel import DANGEROUS, LABELS, panel_id, rows
from bot.core.session.state import Session


async def say_status(reply: Reply, session: Session, services: Services) -> None:
    """Show the panel of a session as the answer to an interaction."""
    text = await services.engine.overview.status(session, reply.words)
    more = picks("status", others(services, session), services, reply.words)
    await reply.say(
        text + services.guide("host", reply.words), view=view_of([*_buttons(session, reply.person, reply.words), *more])
    )


def _buttons(session: Session, viewer: int, words: Words) -> list[Item]:
    return [
        button(words.gettext(LABELS[deed]), panel_id(deed, session), danger=deed in DANGEROUS, row=row)
        for row, deeds in enumerate(rows(session, viewer))
        for deed in deeds
    ]
