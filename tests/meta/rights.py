"""The tables of rights in the guides to commands, from `core/requests/rights.py`: `python -m tests.meta.rights`."""

from collections.abc import Mapping
from pathlib import Path

from bot.adapters.catalogues import LANGUAGES, words
from bot.core.requests.rights import COMMANDS, IDS, MENUS, Standing

GUIDES = {each: Path(__file__).parents[2] / "bot" / "guide" / each / "commands.md" for each in LANGUAGES}
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
    "desk:file": "**File under …** on the desk",
    "panel": "the hosts' panel (with its menus, forms and *Yes, do it*)",
    "pick:summary": "files of another chat",
    "privacy": "*Save* (how long things are kept)",
    "recap:publish": "the buttons of the recap's card (with their menus and forms)",
    "recap:whole": "*Whole recap*",
    "remind:session": "*Remind me* · *No more reminders*",
    "rules": "*Save* (rules)",
    "slot:again": "**Use … again** on the desk",
    "suggest:accept": "*Accept* · *Edit and accept* · *Set aside* · *Accept after all* on suggestions",
    "suggest:write": "*Suggest a question* (and its form)",
    "yes:start": "*Confirm* · *Change* · *Now* · **At …** of a start",
}
"""What the buttons are called that stand for all of their kind; the others do a part of the same."""


FINNISH: Mapping[str, str] = {
    "everyone": "kaikki",
    "its author": "kirjoittaja",
    "host of this chat": "tämän keskustelun vetäjä",
    "host of another": "toisen vetäjä",
    "host role": "vetäjän rooli",
    "organiser role": "järjestäjän rooli",
    "Manage Events, admin": "tapahtumien hallinta, ylläpito",
    "another server": "toinen palvelin",
    "private messages": "yksityisviestit",
    NAMES["answer:give"]: "*Vastaa* (ja lomake)",
    NAMES["answer:approve"]: "*Hyväksy* · *Sivuuta* vastauksille",
    NAMES["appeal"]: "*Pyydä vetäjää katsomaan*",
    NAMES["case"]: "tapauksen painikkeet",
    NAMES["desk:again"]: "*Julkaise uudelleen* kortille",
    NAMES["desk:file"]: "**Liitä kysymykseen …** vetäjäkanavalla",
    NAMES["panel"]: "vetäjien paneeli (valikoineen, lomakkeineen ja *Kyllä, tee niin*)",
    NAMES["pick:summary"]: "toisen keskustelun tiedostot",
    NAMES["privacy"]: "*Tallenna* (säilytysajat)",
    NAMES["recap:publish"]: "koosteen kortin painikkeet (valikoineen ja lomakkeineen)",
    NAMES["recap:whole"]: "*Koko kooste*",
    NAMES["remind:session"]: "*Muistuta minua* · *Ei enää muistutuksia*",
    NAMES["rules"]: "*Tallenna* (säännöt)",
    NAMES["slot:again"]: "**Käytä … uudelleen** vetäjäkanavalla",
    NAMES["suggest:accept"]: "*Hyväksy* · *Muokkaa ja hyväksy* · *Sivuuta* · *Hyväksy sittenkin* ehdotuksille",
    NAMES["suggest:write"]: "*Ehdota kysymystä* (ja lomake)",
    NAMES["yes:start"]: "*Vahvista* · *Muuta* · *Nyt* · **Klo …** alulle",
}
"""What the Finnish table says; commands and menus have their names in the catalogue."""


def table(language: str) -> str:
    """Return the table in Markdown: a row for all that the same people may do."""
    said = FINNISH if language == "fi" else {}
    rows: dict[tuple[Standing, bool], list[str]] = {}
    for name, right in {**COMMANDS, **MENUS, **IDS}.items():
        if name in IDS and name not in NAMES:
            continue
        rows.setdefault((right.who, right.private), []).append(_name(name, language))
    heads = (said.get(each, each) for each in (*COLUMNS, "another server", "private messages"))
    head = f"| {'mitä' if said else 'what'} | {' | '.join(heads)} |\n|{'---|' * (len(COLUMNS) + 3)}\n"
    author = said.get("its author", "its author")
    return head + "".join(_row(who, author if private else "–", names) for (who, private), names in rows.items())


def _name(name: str, language: str) -> str:
    if name in NAMES:
        return FINNISH[NAMES[name]] if language == "fi" else NAMES[name]
    said = words(language).gettext
    if name in COMMANDS:
        return f"`/{' '.join(said(word) for word in name[1:].split())}`"
    return f"*{said(name)}*"


def _row(who: Standing, private: str, names: list[str]) -> str:
    cells = ["✓" if (standing | S.EVERYONE) & who else "–" for standing in COLUMNS.values()]
    return f"| {' · '.join(names)} | {' | '.join(cells)} | – | {private} |\n"


def main() -> None:
    """Write the tables into the guides."""
    for language, path in GUIDES.items():
        text = path.read_text(encoding="utf-8")
        before, _, after = text.partition(BEGIN)
        path.write_text(f"{before}{BEGIN}\n{table(language)}{END}{after.partition(END)[2]}", "utf-8")


if __name__ == "__main__":
    main()
