"""What hosts are told about a post that the room refused: which one, where, and why."""

from collections.abc import Mapping

from bot.core.effects import Effect, EffectKind
from bot.core.words import N_, Words

NAMES: Mapping[EffectKind, str] = {
    EffectKind.PREVIEW: N_("The preview"),
    EffectKind.MOVED: N_("The post about the new time"),
    EffectKind.REMINDER: N_("The reminder"),
    EffectKind.WELCOME: N_("The welcome"),
    EffectKind.MOVED_ON: N_("The last line in the thread of Q{number}"),
    EffectKind.PAUSED: N_("The post about the pause"),
    EffectKind.RESUMED: N_("The post that the chat goes on"),
    EffectKind.EXTENDED: N_("The post about more time"),
    EffectKind.REPEATED: N_("The repetition of the question"),
    EffectKind.CLOSING: N_("The closing post"),
    EffectKind.SUMMARY: N_("The summary"),
    EffectKind.CANCELLED: N_("The post that the chat is called off"),
    EffectKind.ANSWER: N_("An approved answer"),
}
"""What hosts call each post without which the chat goes on."""


def not_posted(effect: Effect, channel: int, reason: str, words: Words) -> str:
    """Return which post is missing where, and why, in one sentence."""
    what = words.gettext(NAMES[effect.kind]).format(number=effect.number)
    return words.gettext("{what} could not be posted in {place}. {reason}").format(
        what=what, place=f"<#{channel}>", reason=reason
    )
