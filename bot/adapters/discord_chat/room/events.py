"""The scheduled events of a server: ours are known by their place, which is the link of the preview."""

import discord

from bot.core.posts.event import EventState
from bot.core.session.state import Phase

STATUS = {
    Phase.OPEN: discord.EventStatus.active,
    Phase.PAUSED: discord.EventStatus.active,
    Phase.CLOSED: discord.EventStatus.completed,
    Phase.ARCHIVED: discord.EventStatus.completed,
    Phase.CANCELLED: discord.EventStatus.cancelled,
}
"""What an event is once its session is so far; before that it is scheduled."""


async def show_event(guild: discord.Guild, state: EventState, known: int | None) -> int | None:
    """Bring the event of a session up to date, making it if there is none and it is still to come."""
    event = await _find(guild, state, known)
    if event is None:
        return (await _create(guild, state)).id if state.ahead else None
    await _update(event, state)
    return event.id


async def _find(guild: discord.Guild, state: EventState, known: int | None) -> discord.ScheduledEvent | None:
    events = await guild.fetch_scheduled_events(with_counts=False)
    return next((event for event in events if event.id == known or event.location == state.link), None)


async def _create(guild: discord.Guild, state: EventState) -> discord.ScheduledEvent:
    return await guild.create_scheduled_event(
        name=state.name,
        description=state.description,
        start_time=state.start,
        end_time=state.end,
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location=state.link,
    )


async def _update(event: discord.ScheduledEvent, state: EventState) -> None:
    """Change what differs; an event that is over stays as it is, and one that runs keeps its start."""
    if event.status in (discord.EventStatus.completed, discord.EventStatus.cancelled):
        return
    status = STATUS.get(state.phase, discord.EventStatus.scheduled)
    if event.status is discord.EventStatus.scheduled and state.phase is Phase.SCHEDULED:
        await event.edit(start_time=state.start, end_time=state.end, name=state.name, location=state.link)
        return
    if event.status is discord.EventStatus.scheduled and status is discord.EventStatus.completed:
        await event.edit(status=discord.EventStatus.active)  # Discord wants every event to run before it ends
    if status is discord.EventStatus.active:
        await _follow(event, state)
    if event.status is not status:
        await event.edit(status=status)


async def _follow(event: discord.ScheduledEvent, state: EventState) -> None:
    """Let the times of an event be those of the chat that is on, also where that was opened before its time."""
    if event.status is discord.EventStatus.scheduled and event.start_time > state.start:
        await event.edit(start_time=state.start, end_time=state.end)
    elif event.end_time != state.end and event.start_time < state.end:
        await event.edit(end_time=state.end)
