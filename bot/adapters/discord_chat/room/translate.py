"""From discord.py's objects to the core's types, and nothing else."""

import discord

from bot.core.base.contribution import Attachment, Contribution, Person
from bot.core.text.showing.posts import escaped

COUNTED = (discord.MessageType.default, discord.MessageType.reply)
"""The kinds of message that are somebody saying something; joins, pins and the like are not."""


NAMELESS = ":emoji:"


def contribution_of(message: discord.Message, *, is_host: bool | None = None) -> Contribution | None:
    """Return what a person said; None for bots, webhooks and the platform's own notices.

    `is_host` says whether its author may do what hosts do; None where their roles are not known.
    """
    if message.author.bot or message.webhook_id is not None or message.type not in COUNTED:
        return None
    reference = message.reference
    forwarded = reference is not None and reference.type is discord.MessageReferenceType.forward
    return Contribution(
        id=message.id,
        channel=message.channel.id,
        author=person_of(message.author, is_host=is_host),
        text=_poll(message.poll) if message.poll else message.content,
        edited_at=message.edited_at,
        reply_to=reference.message_id if reference is not None and not forwarded else None,
        forwarded=reference.jump_url if reference is not None and forwarded else None,
        attachments=(*map(_file, message.attachments), *map(_sticker, message.stickers)),
        reactions={emoji_of(reaction.emoji): reaction.count for reaction in message.reactions},
        poll=message.poll is not None,
        mentions=_mentioned(message),
    )


def person_of(user: discord.User | discord.Member, *, is_host: bool | None = None) -> Person:
    """Return somebody under the name that the server shows, or their account's where Discord did not send that."""
    return Person(user.id, user.display_name, is_host, by_account=not isinstance(user, discord.Member))


def emoji_of(emoji: discord.PartialEmoji | discord.Emoji | str) -> str:
    """Return a reaction's emoji as text: itself, or ":name:" for a server's own; one that was deleted has no name."""
    if isinstance(emoji, str):
        return emoji
    name = getattr(emoji, "name", None)
    if not name:
        return NAMELESS
    unicode = isinstance(emoji, discord.PartialEmoji) and emoji.is_unicode_emoji()
    return name if unicode else f":{name}:"


def _file(file: discord.Attachment) -> Attachment:
    return Attachment(file.filename, file.content_type, file.size, file.url, file.description)


def _sticker(sticker: discord.StickerItem) -> Attachment:
    return Attachment(sticker.name, None, 0, "")


def _poll(poll: discord.Poll) -> str:
    """Return what a poll asks, with its options and how many voted for each."""
    options = (f"- {_label(answer.media)} ({answer.vote_count})" for answer in poll.answers)
    return "\n".join([f"**{escaped(poll.question)}**", *options])


def _label(media: discord.PollMedia) -> str:
    emoji = f"{emoji_of(media.emoji)} " if media.emoji else ""
    return emoji + escaped(media.text)


def _mentioned(message: discord.Message) -> dict[int, str]:
    people = {user.id: user.display_name for user in message.mentions}
    return people | {each.id: each.name for each in (*message.role_mentions, *message.channel_mentions)}
