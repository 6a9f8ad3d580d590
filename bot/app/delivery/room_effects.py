"""How the effects in the room are performed: posts, cards, threads, pins, the platform's event."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.app.delivery.handling import Changes, Shows, Tools
from bot.app.live.counting import answers_of
from bot.app.live.sessions import Live
from bot.app.ports.values import Gone, NoChannel
from bot.core.base.errors import RoomError
from bot.core.base.post import Post
from bot.core.posts import cards, preview, reminders
from bot.core.posts.board import board
from bot.core.posts.event import event_state
from bot.core.posts.recap import post as recap
from bot.core.session.effects import room
from bot.core.session.effects.base import Effect


async def _preview(tools: Tools, live: Live, effect: room.PreviewPost | room.EditPreview) -> Post:
    return preview.announcement(live.session, effect.part, tools.calendar([live.session]), tools.words(live))


async def _edit_preview(tools: Tools, live: Live, effect: room.EditPreview) -> None:
    if message := live.stand.preview(effect.part):
        await tools.room.edit(live.session.room.channel, message, await _preview(tools, live, effect))


async def _reminder(tools: Tools, live: Live, effect: room.Reminder) -> Post | None:
    session = live.session
    people = await tools.store.to_remind(session.room.channel, session.number)
    return reminders.reminder(session, people, effect.part, tools.words(live))


async def _welcome(tools: Tools, live: Live, effect: room.Welcome) -> Post:
    months = (await tools.retentions.of(live.session.room.guild)).record
    return board(live.stand, {}, tools.words(live), model=tools.model, months=months)


async def _question(tools: Tools, live: Live, effect: room.QuestionCard) -> Post:
    return cards.question_card(live.stand, effect.number, tools.words(live))


async def _repeated(tools: Tools, live: Live, effect: room.RepeatedLine) -> Post:
    return cards.repeated(live.stand, effect.number, tools.words(live))


async def _moved_on(tools: Tools, live: Live, effect: room.MovedOnLine) -> Post:
    return cards.moved_on(live.stand, tools.words(live))


async def _its_thread(tools: Tools, live: Live, effect: room.MovedOnLine) -> int | None:
    return live.stand.thread(effect.number)


async def _off_record(tools: Tools, live: Live, effect: room.OffRecordLine) -> Post | None:
    """Return the line that says that nothing is recorded, unless that is over by now."""
    on = [stretch for stretch in live.session.off_record if stretch.thread == effect.thread]
    return cards.off_record(live.session, on[0], tools.words(live)) if on else None


async def _on_record(tools: Tools, live: Live, effect: room.OnRecordLine) -> Post:
    return cards.on_record(tools.words(live))


async def _where_it_was_said(tools: Tools, live: Live, effect: room.OffRecordLine | room.OnRecordLine) -> int:
    return effect.thread or live.session.room.channel


async def _closing(tools: Tools, live: Live, effect: room.ClosingPost) -> Post:
    answers = await answers_of(tools.store, live.stand)
    return cards.closing(live.stand, answers.total(), tools.words(live))


async def _summary(tools: Tools, live: Live, effect: room.SummaryPost) -> Post | None:
    return None if _has_moved(live, effect) else await tools.recaps.post(live)


async def _afterword(tools: Tools, live: Live, effect: room.Afterword) -> Post | None:
    """Return the post after the recap, unless it is there: then it is edited with the recap."""
    is_there = _has_moved(live, effect) or live.stand.afterword()
    return None if is_there else await tools.recaps.afterword(live)


def _has_moved(live: Live, effect: Effect) -> bool:
    """Return whether the recap is shown at another place by an effect that came later."""
    return effect.fact < live.session.recap.since


async def _recaps_place(tools: Tools, live: Live, effect: Effect) -> int:
    return live.session.recap.channel or live.session.room.channel


async def _move_recap(tools: Tools, live: Live, effect: Effect) -> bool:
    return _has_moved(live, effect) or await tools.recap_place.leave(live)


def _line(says: Callable[..., Post]) -> Shows[Any]:
    """Return what shows a line about the session as a whole."""

    async def post(tools: Tools, live: Live, effect: Effect) -> Post:
        return says(live.session, tools.words(live))

    return Shows(post=post)


async def _start_thread(tools: Tools, live: Live, effect: room.StartThread) -> int | None:
    """Make a thread from a question's card; one that was posted again leaves the thread of the first alone."""
    if thread := live.stand.thread(effect.number):
        return thread
    if card := live.stand.card(effect.number):
        name = cards.thread_name(live.stand, effect.number, tools.words(live))
        await tools.room.start_thread(live.session.room.channel, card, name)
    return card


async def _edit_card(tools: Tools, live: Live, effect: room.EditCard) -> None:
    if effect.number in live.session.cardless:
        return  # the hosts know
    if card := live.stand.card(effect.number):
        post = cards.question_card(live.stand, effect.number, tools.words(live))
        await tools.room.edit(live.session.room.channel, card, post)


async def name_thread(tools: Tools, live: Live, number: int) -> None:
    """Let the thread of a question be called as the question reads now."""
    if thread := live.stand.thread(number):
        await tools.room.rename_thread(thread, cards.thread_name(live.stand, number, tools.words(live)))


async def _archive_thread(tools: Tools, live: Live, effect: room.ArchiveThread) -> None:
    if thread := live.stand.thread(effect.number):
        await tools.room.archive_thread(thread)


async def _pin(tools: Tools, live: Live, effect: room.PinBoard) -> None:
    if welcome := live.stand.welcome():
        await tools.room.pin(live.session.room.channel, welcome, pinned=True)


async def _unpin(tools: Tools, live: Live, effect: room.UnpinBoard) -> None:
    if welcome := live.stand.welcome():
        await tools.room.pin(live.session.room.channel, welcome, pinned=False)


async def _edit_summary(tools: Tools, live: Live, effect: room.EditSummary) -> None:
    """Edit both posts; where their own channel does not let us any more, the chat's shows them anew."""
    channel = await _recaps_place(tools, live, effect)
    summary, afterword = live.stand.summary(), live.stand.afterword()
    try:
        if summary:
            await tools.room.edit(channel, summary, await tools.recaps.post(live))
        if afterword:
            post = await tools.recaps.afterword(live) or recap.nothing_more(tools.words(live))
            await tools.room.edit(channel, afterword, post)
    except RoomError as error:
        is_theirs = isinstance(error, Gone) and not isinstance(error, NoChannel)  # who deletes a post has a reason
        if is_theirs or not await _move_recap(tools, live, effect):
            raise


async def _show_event(tools: Tools, live: Live, effect: room.ShowEvent) -> int | None:
    state = event_state(live.stand, tools.clock.now())
    return await tools.room.show_event(live.session.room.guild, state, live.stand.event())


HANDLERS: Mapping[type[Effect], Shows[Any] | Changes[Any]] = {
    room.PreviewPost: Shows(post=_preview),
    room.EditPreview: _edit_preview,
    room.MovedLine: _line(cards.moved),
    room.Reminder: Shows(post=_reminder),
    room.Welcome: Shows(post=_welcome),
    room.QuestionCard: Shows(post=_question),
    room.MovedOnLine: Shows(post=_moved_on, place=_its_thread),
    room.PausedLine: _line(cards.paused),
    room.ResumedLine: _line(cards.resumed),
    room.OffRecordLine: Shows(post=_off_record, place=_where_it_was_said),
    room.OnRecordLine: Shows(post=_on_record, place=_where_it_was_said),
    room.ExtendedLine: _line(cards.extended),
    room.EndMovedLine: _line(cards.end_moved),
    room.RepeatedLine: Shows(post=_repeated),
    room.ClosingPost: Shows(post=_closing),
    room.SummaryPost: Shows(post=_summary, place=_recaps_place, moved=_move_recap),
    room.Afterword: Shows(post=_afterword, place=_recaps_place, moved=_move_recap),
    room.CancelledLine: _line(cards.cancelled),
    room.StartThread: _start_thread,
    room.EditCard: _edit_card,
    room.PinBoard: _pin,
    room.UnpinBoard: _unpin,
    room.ArchiveThread: _archive_thread,
    room.EditSummary: _edit_summary,
    room.ShowEvent: _show_event,
}
