"""How the effects of reviewed questions are performed: cards, approved answers, words to authors."""

from collections.abc import Mapping
from typing import Any

from bot.app.delivery.handling import Changes, Shows, Tools, on_the_desk, say_there_is_no_desk
from bot.app.live.sessions import Live
from bot.core.base.post import Post
from bot.core.session.effects import answers
from bot.core.session.effects.base import Effect


async def _card(tools: Tools, live: Live, effect: answers.PendingCard) -> Post | None:
    return await tools.answers.card(live, effect.answer)


async def _answer(tools: Tools, live: Live, effect: answers.PostAnswer) -> Post | None:
    return await tools.answers.answer(live, effect.answer)


async def _its_place(tools: Tools, live: Live, effect: answers.PostAnswer) -> int | None:
    return tools.answers.place(live, effect.answer)


async def _record(tools: Tools, live: Live, effect: answers.PostAnswer, message: int) -> None:
    await tools.answers.record(live, effect.answer, message)


async def _outcome(tools: Tools, live: Live, effect: answers.TellAuthor) -> Post | None:
    return await tools.answers.outcome(live, effect.answer)


async def _private_messages(tools: Tools, live: Live, effect: answers.TellAuthor) -> int | None:
    return await tools.room.direct(await tools.answers.author(effect.answer))


async def _told(tools: Tools, live: Live, effect: answers.TellAuthor, message: int) -> None:
    await tools.answers.told(live, effect.answer)


async def _tell_later(tools: Tools, live: Live, effect: answers.TellAuthor) -> None:
    """Keep what an author whose private messages are closed was not told, until they turn to the bot."""
    if post := await _outcome(tools, live, effect):
        person = await tools.answers.author(effect.answer)
        await tools.store.deliver_later(live.session.room.guild, person, -effect.answer, post.text)
    await tools.answers.told(live, effect.answer)


async def _edit_card(tools: Tools, live: Live, effect: answers.EditPendingCard) -> None:
    await tools.answers.edit_card(live, effect)


async def _reword(tools: Tools, live: Live, effect: answers.RewordAnswer) -> None:
    await tools.answers.reword(live, effect.answer)


async def _withdraw(tools: Tools, live: Live, effect: answers.WithdrawAnswer) -> None:
    await tools.answers.withdraw(live, effect.answer)


HANDLERS: Mapping[type[Effect], Shows[Any] | Changes[Any]] = {
    answers.PendingCard: Shows(post=_card, place=on_the_desk, refused=say_there_is_no_desk),
    answers.EditPendingCard: _edit_card,
    answers.TellAuthor: Shows(post=_outcome, place=_private_messages, shown=_told, refused=_tell_later),
    answers.PostAnswer: Shows(post=_answer, place=_its_place, shown=_record),
    answers.RewordAnswer: _reword,
    answers.WithdrawAnswer: _withdraw,
}
