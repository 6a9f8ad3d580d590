"""The host desk's own buttons.

Under which question an answer belongs ("desk:file:<message>:<number or none>"), and *Post it again* for the card of a
question that was deleted ("desk:again:<session>:<question>").
"""

import discord

from bot.adapters.discord_chat.interactions.desk_cards import with_line
from bot.adapters.discord_chat.interactions.replies import replying
from bot.adapters.discord_chat.interactions.services import Services
from bot.adapters.discord_chat.room.translate import person_of
from bot.core.posts import confirmations
from bot.core.requests.rights import Action, numeral
from bot.core.session.facts import AnswerFiled
from bot.core.session.state import Ruling

PREFIX = "desk"
NONE = "none"


async def pressed(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """File an answer as a host decided. The card then says who did; whoever comes second is told so."""
    async with replying(interaction, services, update=True) as reply:
        editor = services.engine.editor
        by = person_of(interaction.user)
        session = reply.admitted.session
        message = action.number("message")
        number = action.word("number")
        was_filed = session.rulings.get(message, Ruling()).filed
        if not was_filed:
            under = None if number == NONE else numeral(number)
            await editor.file(message, under, by, is_host=True, key=f"{PREFIX} file {message}")
        fact = await _decision(services, session.number, message)
        words = services.words(session.pack.language)
        ruling = Ruling(filed=True, number=fact.number)
        line = confirmations.decided(fact.by or 0, confirmations.filed(ruling, words), words)
        await reply.say(with_line(interaction.message, line))
        if was_filed or fact.by != by.id:
            await reply.more(confirmations.decided_already(confirmations.filed(ruling, reply.words), reply.words))


async def post_again(interaction: discord.Interaction, services: Services, _: object, action: Action) -> None:
    """Post the card of a question again."""
    async with replying(interaction, services, update=True) as reply:
        session = reply.admitted.session
        by = person_of(interaction.user)
        question = action.number("question")
        host = services.engine.host.about(session.number)
        await host.post_again(session.room.channel, question, by, reply.key)
        words = services.words(session.pack.language)
        line = confirmations.decided(by.id, confirmations.posted_again(question, words), words)
        await reply.say(with_line(interaction.message, line))


async def _decision(services: Services, session: int, message: int) -> AnswerFiled:
    """Return the fact that says who filed the answer last."""
    facts = await services.engine.store.facts(session)
    return next(fact for fact in reversed(facts) if isinstance(fact, AnswerFiled) and fact.message == message)
