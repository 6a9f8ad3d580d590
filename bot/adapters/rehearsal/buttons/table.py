"""What buttons, menus and forms do, by the names of `core.requests.rights`, which says who may press them."""

from collections.abc import Awaitable, Callable, Mapping

from bot.adapters.rehearsal.buttons import hosts, members, recap
from bot.adapters.rehearsal.buttons.pressed import Pressed
from bot.core.base.errors import Refused
from bot.core.base.words import N_
from bot.core.requests import rights
from bot.core.requests.rights import Action, Asker, Standing

Handler = Callable[[Pressed, Action], Awaitable[None]]

FORMS: Mapping[str, Handler] = {"recap:lead": recap.led, "recap:next": recap.followed}
"""What is done with what was written, where the form has the id of the button that opened it."""

HANDLERS: Mapping[str, Handler] = {
    "answer:give": members.give,
    "answer:send": members.send,
    "answer:change": members.change_answer,
    "answer:approve": hosts.decide_answer,
    "answer:aside": hosts.decide_answer,
    "appeal": members.appeal,
    "back": hosts.back,
    "case": hosts.case,
    "desk:again": hosts.post_again,
    "desk:file": hosts.file_from_desk,
    "edit": hosts.edit,
    "edit-text": hosts.edited,
    "file": members.filed,
    "order": hosts.order,
    "panel": hosts.panel,
    "place": hosts.place,
    "recap:headline": recap.lined,
    "recap:lead": recap.lead,
    "recap:line": recap.line,
    "recap:lines": recap.lines,
    "recap:next": recap.following,
    "recap:offer": recap.offers,
    "recap:offers": recap.offers,
    "recap:publish": recap.publish,
    "recap:quote": recap.quote,
    "recap:quotes": recap.quotes,
    "recap:use": recap.use,
    "recap:whole": members.whole_recap,
    "remind:channel": members.remind_of_all,
    "remind:session": members.remind_of_one,
    "remind:stop": members.stop_reminding,
    "sure": hosts.sure,
    "tell": members.told,
}

MENUS: Mapping[str, Handler] = {
    "Use in the recap…": recap.use,
    "File under question…": members.file,
    "Leave out of the record": members.leave_out,
    "Tell the hosts": members.tell,
    "Edit my answer": members.edit_answer,
}
"""The menus on messages."""

ONLY_ON_DISCORD = frozenset(
    {"ask", "judged", "mydata", "privacy", "rules", "slot", "pick", "suggest", "now", "change", "when", "yes"}
)
"""The first words of ids that are about a server, about other chats than the one rehearsed, or about times of day."""

NOT_IN_A_REHEARSAL = N_("That works on a server only; a rehearsal has just this one chat.")


async def press(pressed: Pressed, id: str, *, written: bool = False) -> None:
    """Do what an id says; raise a `TchatError` that says why not. `written` tells a form from the button before it."""
    action = rights.action_of_id(id)
    handler = (FORMS if written else {}).get(action.name) or HANDLERS.get(action.name)
    if handler is None:
        raise Refused(NOT_IN_A_REHEARSAL)
    await _admitted(pressed, action, handler)


async def choose(pressed: Pressed, name: str, message: int) -> None:
    """Do what was chosen in the menu on a message."""
    if name not in MENUS:
        raise Refused(rights.OUTDATED)
    await _admitted(pressed, Action(name, rights.MENUS[name], {"message": message}), MENUS[name])


async def where(pressed: Pressed) -> None:
    """Say where the chat is, as /question does."""
    await _admitted(pressed, Action("/question", rights.COMMANDS["/question"], {}), members.where)


async def _admitted(pressed: Pressed, action: Action, handler: Handler) -> None:
    asker = Asker(pressed.by.id, pressed.room.ref.guild, Standing.EVERYONE, lambda _: True)
    pressed.admitted = await pressed.engine.gate.admit(action, asker, pressed.room.ref.channel)
    await handler(pressed, action)
