"""What hosts are told about a post that the room refused: which one, where, and why."""

from collections.abc import Mapping

from bot.core.base.words import N_, Words
from bot.core.session.effects import room
from bot.core.session.effects.answers import PostAnswer
from bot.core.session.effects.base import Effect

NAMES: Mapping[type[Effect], str] = {
    room.PreviewPost: N_("The preview"),
    room.MovedLine: N_("The post about the new time"),
    room.Reminder: N_("The reminder"),
    room.Welcome: N_("The welcome"),
    room.QuestionCard: N_("The card of Q{number}"),
    room.MovedOnLine: N_("The last line in the thread of Q{number}"),
    room.PausedLine: N_("The post about the pause"),
    room.ResumedLine: N_("The post about going on"),
    room.ExtendedLine: N_("The post about more time"),
    room.RepeatedLine: N_("The repeated question"),
    room.ClosingPost: N_("The closing post"),
    room.SummaryPost: N_("The recap"),
    room.Afterword: N_("The post after the recap"),
    room.CancelledLine: N_("The post about calling the chat off"),
    PostAnswer: N_("An approved answer"),
}
"""What hosts call each post."""


def called(effect: Effect, words: Words) -> str:
    """Return what hosts call a post."""
    return words.gettext(NAMES[type(effect)]).format(number=effect.about)


def not_posted(effect: Effect, channel: int, reason: str, words: Words) -> str:
    """Return which post is missing where, and why, in one sentence."""
    return words.gettext("{what} could not be posted in {place}. {reason}").format(
        what=called(effect, words), place=f"<#{channel}>", reason=reason
    )
