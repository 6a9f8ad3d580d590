"""The table of rights as the README shows it, made from `core/requests/rights.py`: `python -m tests.meta.rights`."""

import re
from pathlib import Path

from bot.core.requests.rights import COMMANDS, IDS, MENUS, Standing

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- rights: made by python -m tests.meta.rights -->", "<!-- end of rights -->"

S = Standing
COLUMNS = {
    "everyone": S.EVERYONE,
    "its author": S.AUTHOR,
    "host of this chat": S.HOST,
    "host of another": S.EVERYONE,
    "host role": S.HOST_ROLE,
    "organiser role": S.ORGANISER,
    "Manage Events, admin": S.MANAGER,
}
"""Who asks, and as what the gate sees them."""

NAMES = {
    "answer:give": "*Answer* (and its form)",
    "answer:approve": "*Approve* · *Set aside* on answers",
    "appeal": "*Ask a host to look*",
    "case": "buttons of a case",
    "desk:again": "*Post it again* for a card",
    "desk:file": "*File under …* on the desk",
    "panel": "the hosts' panel (with its menus, forms and *Yes, do it*)",
    "pick:summary": "files of another chat",
    "privacy": "*Save* (how long things are kept)",
    "recap:publish": "the buttons of the recap's card (with their menus and forms)",
    "recap:whole": "*Whole recap*",
    "remind:session": "*Remind me* · *No more reminders*",
    "rules": "*Save* (rules)",
    "slot:again": "*Play … again* on the desk",
    "suggest:accept": "*Accept* · *Edit and accept* · *Set aside* · *Accept after all* on suggestions",
    "suggest:write": "*Suggest a question* (and its form)",
    "yes:start": "*Confirm* · *Change* · *Now* · *At …* of a start",
}
"""What the buttons are called that stand for all of their kind; the others do a part of the same."""


def table() -> str:
    """Return the table in Markdown: a row for all that the same people may do."""
    rows: dict[tuple[Standing, bool], list[str]] = {}
    for name, right in {**COMMANDS, **MENUS, **IDS}.items():
        if name in IDS and name not in NAMES:
            continue
        shown = NAMES.get(name) or (f"`{name}`" if name in COMMANDS else f"*{name}*")
        rows.setdefault((right.who, right.private), []).append(shown)
    head = f"| | {' | '.join(COLUMNS)} | another server | private messages |\n|{'---|' * (len(COLUMNS) + 3)}\n"
    return head + "".join(_row(who, private, names) for (who, private), names in rows.items())


def _row(who: Standing, private: bool, names: list[str]) -> str:
    cells = ["✓" if (standing | S.EVERYONE) & who else "–" for standing in COLUMNS.values()]
    return f"| {' · '.join(names)} | {' | '.join(cells)} | – | {'its author' if private else '–'} |\n"


def main() -> None:
    """Write the table into the README."""
    text = README.read_text(encoding="utf-8")
    block = f"{BEGIN}\n{table()}{END}"
    README.write_text(re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: block, text, flags=re.DOTALL), "utf-8")


if __name__ == "__main__":
    main()
