"""The shapes Discord insists on: of messages and their components, of modals, of application commands.

Each check raises `DiscordError` 50035 (or 50006 for an empty message) that names the part that is wrong.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from tests.standin.errors import refuse_unless
from tests.standin.message import BUTTON, COMPONENTS_V2, TEXT_INPUT, File, parts

Json = dict[str, Any]

ROW, STRING_SELECT, USER_SELECT, CHANNEL_SELECT, SECTION, LABEL = 1, 3, 5, 8, 9, 18
SUBCOMMAND, GROUP, STRING = 1, 2, 3
CHAT_INPUT = 1
NAME = re.compile(r"[-_'\w]{1,32}")
LOCALE = re.compile("en-(GB|US)|es-(ES|419)|pt-BR|sv-SE|zh-(CN|TW)|[a-z]{2}")
EMBED_LIMITS = {"title": 256, "description": 4096}
TEXTS = ("name", "description")
MAX_FILE = 10 * 1024 * 1024


def sized(text: object, least: int, most: int, what: str) -> None:
    """Refuse what is not a text of `least` to `most` characters."""
    good = isinstance(text, str) and least <= len(text) <= most
    refuse_unless(good, 50035, f"{what}: must be {least} to {most} characters, is {text!r:.60}")


def message(body: Json, files: Sequence[File] = ()) -> None:
    """Check a message as it would stand: new, or after an edit."""
    sized(body.get("content") or "", 0, 2000, "content")
    embeds(body.get("embeds") or [])
    v2 = bool((body.get("flags") or 0) & COMPONENTS_V2)
    components(body.get("components") or [], v2=v2)
    refuse_unless(not (v2 and (body.get("content") or body.get("embeds"))), 50035, "content: not with components v2")
    for file in files:
        refuse_unless(len(file.data) <= MAX_FILE, 40005, file.name)
    refuse_unless(len(files) <= 10, 50035, "attachments: more than 10")
    if "nonce" in body:
        sized(str(body["nonce"]), 1, 25, "nonce")
    forwarded = (body.get("message_reference") or {}).get("type") == 1
    said = any(body.get(part) for part in ("content", "embeds", "components")) or files or forwarded
    refuse_unless(said, 50006)


def embeds(given: list[Json]) -> None:
    refuse_unless(len(given) <= 10, 50035, "embeds: more than 10")
    total = 0
    for embed in given:
        fields = embed.get("fields", [])
        refuse_unless(len(fields) <= 25, 50035, "embeds.fields: more than 25")
        texts = [(embed.get(key) or "", limit, key) for key, limit in EMBED_LIMITS.items()]
        texts += [(embed.get("footer", {}).get("text", ""), 2048, "footer")]
        texts += [(embed.get("author", {}).get("name", ""), 256, "author")]
        for text, limit, key in texts:
            sized(text, 0, limit, f"embeds.{key}")
        for field in fields:
            sized(field.get("name"), 1, 256, "embeds.fields.name")
            sized(field.get("value"), 1, 1024, "embeds.fields.value")
        total += sum(len(text) for text, _, _ in texts) + sum(len(f["name"]) + len(f["value"]) for f in fields)
    refuse_unless(total <= 6000, 50035, "embeds: more than 6000 characters together")


def components(given: list[Json], *, v2: bool = False) -> None:
    every = list(parts(given))
    if v2:
        refuse_unless(len(every) <= 40, 50035, "components: more than 40")
    else:
        refuse_unless(len(given) <= 5, 50035, "components: more than 5 rows")
        refuse_unless(all(row["type"] == ROW for row in given), 50035, "components: only rows at the top")
    for part in every:
        if part["type"] == ROW:
            row(part.get("components", []))
        elif part["type"] == BUTTON:
            button(part)
        elif STRING_SELECT <= part["type"] <= CHANNEL_SELECT and part["type"] != TEXT_INPUT:
            select(part)
    custom = Counter(part["custom_id"] for part in every if "custom_id" in part)
    refuse_unless(not custom or max(custom.values()) == 1, 50035, "components.custom_id: duplicated")


def row(inside: list[Json]) -> None:
    """Check an action row: up to five buttons, or one of anything else."""
    buttons = all(part["type"] == BUTTON for part in inside)
    refuse_unless(1 <= len(inside) <= (5 if buttons else 1), 50035, f"components: {len(inside)} in one row")


def button(part: Json) -> None:
    sized(part.get("label") or "", 0, 80, "button.label")
    refuse_unless(part.get("label") or part.get("emoji"), 50035, "button: neither label nor emoji")
    link = part.get("style") == 5
    refuse_unless(link is ("url" in part) and link is not ("custom_id" in part), 50035, "button: custom_id or url")
    if not link:
        sized(part["custom_id"], 1, 100, "button.custom_id")


def select(part: Json) -> None:
    sized(part.get("custom_id"), 1, 100, "select.custom_id")
    sized(part.get("placeholder") or "", 0, 150, "select.placeholder")
    if part["type"] == STRING_SELECT:
        options = part.get("options", [])
        refuse_unless(1 <= len(options) <= 25, 50035, f"select.options: {len(options)}")
        for option in options:
            sized(option.get("label"), 1, 100, "select.options.label")
            sized(option.get("value"), 1, 100, "select.options.value")
            sized(option.get("description") or "", 0, 100, "select.options.description")


def modal(body: Json) -> None:
    sized(body.get("title"), 1, 45, "modal.title")
    sized(body.get("custom_id"), 1, 100, "modal.custom_id")
    refuse_unless(1 <= len(body.get("components", [])) <= 5, 50035, "modal.components: 1 to 5")
    for part in parts(body["components"]):
        if part["type"] == TEXT_INPUT:
            sized(part.get("custom_id"), 1, 100, "text_input.custom_id")
            sized(part.get("value") or "", 0, part.get("max_length") or 4000, "text_input.value")
            sized(part.get("placeholder") or "", 0, 100, "text_input.placeholder")
        if part.get("label") is not None:
            sized(part["label"], 1, 45, "label")


def choices(given: list[Json]) -> None:
    refuse_unless(len(given) <= 25, 50035, f"choices: {len(given)}, more than 25")
    for choice in given:
        sized(choice.get("name"), 1, 100, "choices.name")
        localised(choice.get("name_localizations"), 100, "choices.name")
        if isinstance(choice.get("value"), str):
            sized(choice["value"], 1, 100, "choices.value")


def localised(texts: Json | None, most: int, what: str, *, name: bool = False) -> None:
    for locale, text in (texts or {}).items():
        refuse_unless(LOCALE.fullmatch(locale), 50035, f"{what}: unknown locale {locale}")
        sized(text, 1, most, f"{what} ({locale})")
        refuse_unless(not name or named(text), 50035, f"{what} ({locale}): {text!r} is no command name")


def named(text: str) -> bool:
    """Whether a slash command or an option may have this name."""
    return bool(NAME.fullmatch(text)) and text == text.lower()


def commands(given: list[Json]) -> None:
    """Check the commands of a bulk overwrite."""
    kinds = Counter(command.get("type", CHAT_INPUT) for command in given)
    refuse_unless(kinds[1] <= 100 and max(kinds[2], kinds[3]) <= 15, 50035, f"too many commands: {kinds}")
    names = Counter((command.get("type", CHAT_INPUT), command.get("name")) for command in given)
    refuse_unless(not names or max(names.values()) == 1, 50035, "name: two commands have the same")
    for command in given:
        if command.get("type", CHAT_INPUT) == CHAT_INPUT:
            described(command)
            options(command.get("options", []), f"/{command['name']}")
            letters = lettered(command)
            refuse_unless(letters <= 8000, 50035, f"/{command['name']}: {letters} characters in all, more than 8000")
        else:
            sized(command.get("name"), 1, 32, "name")
            localised(command.get("name_localizations"), 32, "name")
            refuse_unless(not command.get("description"), 50035, "description: not on a menu command")
        allowed = command.get("default_member_permissions")
        refuse_unless(allowed is None or str(allowed).isdigit(), 50035, "default_member_permissions")


def lettered(given: Json) -> int:
    """Count the characters of a command with all that is under it; of translations the longest one counts."""
    texts = [max([given.get(k) or "", *(given.get(f"{k}_localizations") or {}).values()], key=len) for k in TEXTS]
    own = sum(map(len, texts)) + len(str(given.get("value", "")))
    return own + sum(lettered(part) for part in [*(given.get("options") or []), *(given.get("choices") or [])])


def described(given: Json) -> None:
    name = given.get("name")
    refuse_unless(isinstance(name, str) and named(name), 50035, f"name: {name!r} is no command name")
    sized(given.get("description"), 1, 100, f"{name}: description")
    localised(given.get("name_localizations"), 32, f"{name}: name", name=True)
    localised(given.get("description_localizations"), 100, f"{name}: description")


def options(given: list[Json], where: str, depth: int = 0) -> None:
    """Check the options of a command, or what is under a group."""
    refuse_unless(len(given) <= 25, 50035, f"{where}: more than 25 options")
    names = [option.get("name") for option in given]
    refuse_unless(len(set(names)) == len(names), 50035, f"{where}: two options have the same name")
    nested = [option for option in given if option["type"] in (SUBCOMMAND, GROUP)]
    refuse_unless(not nested or len(nested) == len(given), 50035, f"{where}: subcommands and options mixed")
    required = [bool(option.get("required")) for option in given]
    refuse_unless(required == sorted(required, reverse=True), 50035, f"{where}: required options come first")
    for option in given:
        described(option)
        here = f"{where} {option['name']}"
        if option["type"] in (SUBCOMMAND, GROUP):
            refuse_unless(depth < 2 and not (option["type"] == GROUP and depth), 50035, f"{here}: nested too deeply")
            options(option.get("options", []), here, depth + 1)
        choices(option.get("choices") or [])
        both = option.get("choices") and option.get("autocomplete")
        refuse_unless(not both, 50035, f"{here}: choices and autocomplete exclude each other")
