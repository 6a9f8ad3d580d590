"""Buttons, menus and forms. discord.py only draws them: clicks are routed by their ids, so they outlive a restart."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord

from bot.core.base.limits import MAX_LABEL
from bot.core.base.post import Post
from bot.core.text.shorten import shortened

MAX_OPTIONS = 25
MAX_OPTION = 100
MAX_TITLE = 45
"""Discord's limits (developer documentation, "Component Reference" and "Modal")."""

FIELD = "text"
"""The id of the one field of every form."""

Item = discord.ui.Item[discord.ui.View]


def view_of(items: Iterable[Item]) -> discord.ui.View:
    """Return what is shown under a message."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()  # clicks are routed by id, not by a view that would have to be kept
    return view


def button(label: str, id: str, *, danger: bool = False, main: bool = False, row: int | None = None) -> Item:
    """Return a button that does what its id says."""
    style = discord.ButtonStyle.primary if main else discord.ButtonStyle.secondary
    style = discord.ButtonStyle.danger if danger else style
    return discord.ui.Button(label=shortened(label, MAX_LABEL), style=style, custom_id=id, row=row)


def menu(id: str, options: Sequence[tuple[str, str]], placeholder: str) -> Item:
    """Return a menu of labels with their values, as many as Discord shows."""
    shown = [
        discord.SelectOption(label=shortened(label, MAX_OPTION), value=value) for label, value in options[:MAX_OPTIONS]
    ]
    return discord.ui.Select(custom_id=id, options=shown, placeholder=placeholder)


def buttons_of(post: Post) -> discord.ui.View | None:
    """Return the buttons of a post; None if it has none."""
    if not post.buttons and not post.actions:
        return None
    links: list[Item] = [discord.ui.Button(label=each.label, url=each.url) for each in post.buttons]
    deeds = [button(each.label, each.id, danger=each.danger, main=True) for each in post.actions]
    return view_of([*links, *deeds])


def left_of(message: discord.Message, pressed: str) -> discord.ui.View:
    """Return a message's buttons without the one that was pressed."""
    view = discord.ui.View.from_message(message, timeout=None)
    assert isinstance(view, discord.ui.View)
    for item in view.children:
        if getattr(item, "custom_id", None) == pressed:
            view.remove_item(item)
    view.stop()
    return view


def form(
    id: str, title: str, label: str, text: str = "", *, longest: int, lines: bool = False, required: bool = True
) -> discord.ui.Modal:
    """Return a form with one field, which holds `text` already."""
    field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id=FIELD,
        default=text[:longest] or None,
        max_length=longest,
        required=required,
        style=discord.TextStyle.paragraph if lines else discord.TextStyle.short,
    )
    modal = discord.ui.Modal(title=shortened(title, MAX_TITLE), custom_id=id, timeout=None)
    modal.add_item(discord.ui.Label(text=shortened(label, MAX_TITLE), component=field))
    modal.stop()
    return modal


def text_of(components: Sequence[Mapping[str, Any]]) -> str:
    """Return what was written into a form."""
    for part in components:
        if part.get("custom_id") == FIELD:
            return str(part.get("value") or "").strip()
        inside = [*part.get("components", ()), *([part["component"]] if "component" in part else [])]
        if inside:
            return text_of(inside)
    return ""
