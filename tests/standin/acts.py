"""What can be done in a channel, by the bot through HTTP or by people in a test: the same rules, the same events.

Each act checks the actor's permissions, changes the world and announces it; a refusal changes nothing.
"""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tests.standin import checks
from tests.standin.channel import NEWS, NEWS_THREAD, PRIVATE_THREAD, PUBLIC_THREAD, Channel, now
from tests.standin.errors import DiscordError, refuse_unless
from tests.standin.message import (
    DEFAULT,
    EPHEMERAL,
    HAS_THREAD,
    PINNED,
    REPLY,
    SUPPRESS_EMBEDS,
    THREAD_CREATED,
    THREAD_STARTER,
    File,
    Message,
    emoji_wire,
)
from tests.standin.permissions import Permission, of_user, require

if TYPE_CHECKING:
    from tests.standin.guild import User
    from tests.standin.world import World

Json = dict[str, Any]
P = Permission

FORWARD = 1
PART_KEYS = ("embeds", "components")


def upload(world: "World", channel: Channel, name: str, data: bytes) -> File:
    """Store a file where its URL can be fetched."""
    file = File(world.next_id(), name, data)
    file.url = f"{world.base}/attachments/{channel.id}/{file.id}/{name}"
    world.files[file.id] = file
    return file


def post(channel: Channel, author: "User", body: Json, files: Sequence[File] = ()) -> Message:
    """Say something; a nonce that was enforced before brings back what was said with it."""
    world = channel.world
    require(author, channel, P.SEND_MESSAGES_IN_THREADS if channel.parent else P.SEND_MESSAGES)
    if files:
        require(author, channel, P.ATTACH_FILES)
    checks.message(body, files)
    nonce = (author.id, str(body.get("nonce")))
    earlier, said_at = world.nonces.get(nonce, (None, 0.0)) if body.get("enforce_nonce") else (None, 0.0)
    if earlier and time.monotonic() - said_at < world.nonce_window:
        refuse_unless(not earlier.deleted, 10008)
        return earlier
    if channel.recipient:
        refuse_unless(author is channel.recipient or channel.recipient.accepts_dms, 50007)
    _open_for_posts(channel, author)
    message = compose(channel, author, body, files)
    if "nonce" in body:
        world.nonces[nonce] = (message, time.monotonic())
    tell(message, nonce=body.get("nonce"))
    return message


def show(channel: Channel, author: "User", **parts: Any) -> Message:
    """Say something without words: with stickers, or with a poll."""
    require(author, channel, P.SEND_MESSAGES_IN_THREADS if channel.parent else P.SEND_MESSAGES)
    message = Message(channel.world.next_id(), channel, author, **parts)
    tell(message)
    return message


def _open_for_posts(channel: Channel, author: "User") -> None:
    if channel.archived:
        refuse_unless(not channel.locked, 50083)
        archive(channel, archived=False)
    elif channel.locked:
        refuse_unless(of_user(author, channel) & P.MANAGE_THREADS, 160005)


def compose(channel: Channel, author: "User", body: Json, files: Sequence[File] = ()) -> Message:
    """Make a message out of what was asked for, without saying it yet."""
    message = Message(channel.world.next_id(), channel, author, body.get("content") or "", files=list(files))
    message.flags = body.get("flags") or 0
    message.embeds = [] if message.flags & SUPPRESS_EMBEDS else body.get("embeds") or []
    message.components = body.get("components") or []
    message.allowed_mentions = body.get("allowed_mentions")
    if reference := body.get("message_reference"):
        _refer(message, reference)
    return message


def _refer(message: Message, reference: Json) -> None:
    world = message.channel.world
    place = world.channels.get(int(reference.get("channel_id") or message.channel.id), message.channel)
    target = place.log.get(int(reference["message_id"]))
    if reference.get("type", 0) == FORWARD:
        refuse_unless(target, 10008)
        message.snapshot = target.wire(nested=True) if target else None
    else:
        refuse_unless(of_user(message.author, place) & P.READ_MESSAGE_HISTORY, 160002)
        unknown = target is None or target.deleted
        refuse_unless(not unknown or reference.get("fail_if_not_exists") is False, 50035, "message_reference: unknown")
        message.kind = DEFAULT if unknown else REPLY
    kept = {"type": reference.get("type", 0), "message_id": str(reference["message_id"]), "channel_id": str(place.id)}
    message.reference = kept | ({"guild_id": str(place.guild.id)} if place.guild else {})


def tell(message: Message, *, nonce: str | int | None = None) -> None:
    """Put a message into its channel and announce it."""
    message.channel.log[message.id] = message
    event = message.event() | ({"nonce": nonce} if nonce is not None else {})
    message.channel.emit("MESSAGE_CREATE", event)


def system(channel: Channel, author: "User", kind: int, content: str = "", reference: Message | None = None) -> None:
    """Let Discord itself note something in the channel."""
    note = Message(channel.world.next_id(), channel, author, content, kind=kind)
    if reference:
        note.reference = {"type": 0, "message_id": str(reference.id), "channel_id": str(reference.channel.id)}
    tell(note)


def edit(message: Message, editor: "User", body: Json, files: Sequence[File] = ()) -> Message:
    require(editor, message.channel, P.VIEW_CHANNEL)
    if editor is not message.author:
        refuse_unless(set(body) == {"flags"} and of_user(editor, message.channel) & P.MANAGE_MESSAGES, 50005)
    refuse_unless(not message.channel.archived, 50083)
    return amend(message, body, files)


def amend(message: Message, body: Json, files: Sequence[File] = ()) -> Message:
    """Change a message, whoever asked for it."""
    kept = message.files
    if "attachments" in body:
        ids = {str(one["id"]) for one in body["attachments"]}
        kept = [file for file in message.files if str(file.id) in ids]
    stands = {key: getattr(message, key) for key in ("content", "embeds", "components", "flags")}
    checks.message(stands | body, [*kept, *files])
    if "content" in body:
        message.edits.append(message.content)
        message.content = body["content"] or ""
    for key in PART_KEYS:
        if key in body:
            setattr(message, key, body[key] or [])
    message.files = [*kept, *files]
    message.flags = body.get("flags", message.flags & ~EPHEMERAL) | message.flags & (HAS_THREAD | EPHEMERAL)
    message.allowed_mentions = body.get("allowed_mentions", message.allowed_mentions)
    message.edited_at = now()
    retell(message)
    return message


def retell(message: Message) -> None:
    """Announce what a message has become; an ephemeral one is nobody else's business."""
    if message.id in message.channel.log:
        message.channel.emit("MESSAGE_UPDATE", message.event())
    message.channel.world.touch()


def delete(messages: Sequence[Message], actor: "User") -> None:
    channel = messages[0].channel
    own = all(message.author is actor for message in messages)
    require(actor, channel, P.VIEW_CHANNEL if own else P.MANAGE_MESSAGES)
    for message in messages:
        message.deleted = True
    place = {"channel_id": str(channel.id)}
    if len(messages) == 1:
        channel.emit("MESSAGE_DELETE", {"id": str(messages[0].id), **place})
    else:
        channel.emit("MESSAGE_DELETE_BULK", {"ids": [str(message.id) for message in messages], **place})


def _reaction(message: Message, emoji: str, user: "User | None", *, is_super: bool = False) -> Json:
    data: Json = {"channel_id": str(message.channel.id), "message_id": str(message.id), "emoji": emoji_wire(emoji)}
    if user:
        data |= {"user_id": str(user.id), "type": int(is_super), "burst": is_super}
    return data


def react(message: Message, user: "User", emoji: str, *, is_super: bool = False) -> None:
    channel = message.channel
    require(user, channel, P.READ_MESSAGE_HISTORY if emoji in message.reactions else P.ADD_REACTIONS)
    refuse_unless(not channel.archived, 50083)
    who = (message.super_reactions if is_super else message.reactions).setdefault(emoji, [])
    if user in who:
        return
    who.append(user)
    data = _reaction(message, emoji, user, is_super=is_super) | {"message_author_id": str(message.author.id)}
    member = channel.guild.members.get(user.id) if channel.guild else None
    channel.emit("MESSAGE_REACTION_ADD", data | ({"member": member.wire()} if member else {}))


def unreact(message: Message, user: "User", emoji: str) -> None:
    message.reactions[emoji].remove(user)
    if not message.reactions[emoji]:
        del message.reactions[emoji]
    message.channel.emit("MESSAGE_REACTION_REMOVE", _reaction(message, emoji, user))


def clear_reactions(message: Message, actor: "User", emoji: str | None = None) -> None:
    """Remove every reaction, or everyone's reaction with one emoji."""
    require(actor, message.channel, P.MANAGE_MESSAGES)
    if emoji is None:
        message.reactions.clear()
        place = {"channel_id": str(message.channel.id), "message_id": str(message.id)}
        message.channel.emit("MESSAGE_REACTION_REMOVE_ALL", place)
    else:
        message.reactions.pop(emoji, None)
        message.channel.emit("MESSAGE_REACTION_REMOVE_EMOJI", _reaction(message, emoji, None))


def pin(message: Message, actor: "User", *, pinned: bool = True) -> None:
    """Pin or unpin; a pin is noted in the channel, as Discord does."""
    channel = message.channel
    require(actor, channel, P.PIN_MESSAGES)
    refuse_unless(not channel.archived, 50083)
    if pinned is (message.pinned_at is not None):
        return
    refuse_unless(not pinned or len(channel.pinned()) < 250, 30003)
    message.pinned_at = now() if pinned else None
    last = channel.pinned()[0].pinned_at if channel.pinned() else None
    channel.emit(
        "CHANNEL_PINS_UPDATE",
        {"channel_id": str(channel.id), "last_pin_timestamp": last.isoformat() if last else None},
    )
    retell(message)
    if pinned:
        system(channel, actor, PINNED, reference=message)


def start_thread(
    channel: Channel, starter: "User", body: Json, *, on: Message | None = None, private: bool = False
) -> Channel:
    """Open a thread: on a message it gets that message's id, and there can be only one."""
    refuse_unless(channel.guild and not channel.parent, 50024)
    require(starter, channel, P.CREATE_PRIVATE_THREADS if private else P.CREATE_PUBLIC_THREADS)
    checks.sized(body.get("name"), 1, 100, "name")
    refuse_unless(body.get("auto_archive_duration", 1440) in (60, 1440, 4320, 10080), 50035, "auto_archive_duration")
    refuse_unless(on is None or on.thread is None, 160004)
    refuse_unless(not (private and channel.kind == NEWS), 50024)
    public = NEWS_THREAD if channel.kind == NEWS else PUBLIC_THREAD
    kind = PRIVATE_THREAD if private else public
    thread = Channel(channel.world, body["name"], kind=kind, guild=channel.guild, id=on.id if on else 0)
    thread.parent, thread.starter = channel, starter
    thread.auto_archive = body.get("auto_archive_duration", 1440)
    thread.member_ids.add(starter.id)
    thread.emit("THREAD_CREATE", thread.wire() | {"newly_created": True})
    if on:
        on.thread, on.flags = thread, on.flags | HAS_THREAD
        retell(on)
        system(thread, on.author, THREAD_STARTER, reference=on)
    elif not private:
        system(channel, starter, THREAD_CREATED, content=thread.name)
    return thread


def archive(thread: Channel, *, archived: bool, locked: bool | None = None) -> None:
    """Archive a thread or bring it back, and lock it or not."""
    thread.archive_at = now() if archived is not thread.archived else thread.archive_at
    thread.archived = archived
    thread.locked = thread.locked if locked is None else locked
    thread.changed()


def join_thread(thread: Channel, user_id: int) -> None:
    refuse_unless(thread.parent, 50024)
    refuse_unless(not thread.archived, 50083)
    refuse_unless(thread.guild and user_id in thread.guild.members, 10013)
    thread.member_ids.add(user_id)
    added = {
        "id": str(thread.id),
        "member_count": len(thread.member_ids),
        "added_members": [thread.membership(user_id)],
    }
    thread.emit("THREAD_MEMBERS_UPDATE", added)


def leave_thread(thread: Channel, user_id: int) -> None:
    refuse_unless(thread.parent, 50024)
    refuse_unless(not thread.archived, 50083)
    refuse_unless(user_id in thread.member_ids, 10007)
    thread.member_ids.remove(user_id)
    removed = {"id": str(thread.id), "member_count": len(thread.member_ids), "removed_member_ids": [str(user_id)]}
    thread.emit("THREAD_MEMBERS_UPDATE", removed)


def remove_channel(channel: Channel) -> None:
    """Delete a channel with its threads, or a thread."""
    threads = channel.threads()
    if channel.parent:
        gone = {"id": str(channel.id), "parent_id": str(channel.parent.id), "type": channel.kind}
        channel.emit("THREAD_DELETE", gone)
    else:
        channel.emit("CHANNEL_DELETE", channel.wire())
    for place in [channel, *threads]:
        del channel.world.channels[place.id]
    channel.world.touch()


def visible(channel: Channel | None, user: "User") -> Channel:
    """Return the channel if it exists and the user can see it."""
    if channel is None:
        raise DiscordError(10003)
    require(user, channel, P.VIEW_CHANNEL)
    return channel
