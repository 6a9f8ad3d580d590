"""Which files `tchat check` looks at, and as what: packs, casts, wordings of moderation, the configuration.

What reads a kind of file is loaded when there is one.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot.adapters.data_folder.places import CONFIG_FILE, DATA_FOLDER, PROMPTS_FOLDER, wordings_in
from bot.adapters.yaml_files.packs.listing import list_packs
from bot.adapters.yaml_files.problems import Problem

if TYPE_CHECKING:
    from bot.adapters.yaml_files.syntax.marked import Document
    from bot.core.script.pack import Pack


class Checked(NamedTuple):
    """A file that was looked at, and what is wrong with it.

    `pack` is the pack in it, if it is a sound one, and `document` where everything in that stands.
    """

    path: Path
    problems: Sequence[Problem]
    pack: "Pack | None" = None
    document: "Document | None" = None


def check_all(files: Sequence[Path], config: Path | None) -> list[Checked]:
    """Check these files.

    Without any: every pack and cast of the prompts folder, the operator's wordings of moderation, and the
    configuration if there is one.
    """
    if files:
        return [_checked(path) for path in files]
    path = config or CONFIG_FILE
    if not (config or path.exists()):
        return [_checked(each) for each in _files_in(PROMPTS_FOLDER, wordings_in(DATA_FOLDER))]
    from bot.adapters.yaml_files.syntax.marked import load_file
    from bot.config import Config, check_config

    settings, problems = check_config(load_file(path))
    known = settings or Config()
    others = (each for each in _files_in(known.prompts_dir, known.wordings) if each.resolve() != path.resolve())
    return [Checked(path, problems), *(_checked(each) for each in others)]


async def check_links(checked: Sequence[Checked]) -> tuple[list[Problem], list[Problem]]:
    """Open the links of packs: return those that lead nowhere, and those that somebody has to look at."""
    from bot.adapters.system.link_check import Dead, look
    from bot.adapters.yaml_files.problems import Slip

    links = [
        (each.document, ("questions", question, "readings", reading, "url"), shown.url)
        for each in checked
        if each.pack and each.document
        for question, asked in enumerate(each.pack.questions)
        for reading, shown in enumerate(asked.readings)
        if shown.url
    ]
    found = await look([url for _, _, url in links])
    dead, unseen = list[Problem](), list[Problem]()
    for document, place, url in links:
        if error := found.get(url):
            slip = Slip(error.template, **error.values)
            (dead if isinstance(error, Dead) else unseen).append(document.problem(place, slip))
    return dead, unseen


def _files_in(packs: Path, wordings: Path) -> tuple[Path, ...]:
    return (*list_packs(packs), *list_packs(packs / "casts"), *list_packs(wordings))


def _checked(path: Path) -> Checked:
    """Check a file as what its keys say it is; in doubt it is a pack."""
    from bot.adapters.yaml_files.syntax.marked import load_file

    document = load_file(path)
    keys = set(document.data) if isinstance(document.data, dict) else set()
    if keys & {"members", "scenes"}:
        from bot.adapters.yaml_files.casts.loader import check_cast

        return Checked(path, check_cast(document)[1])
    if keys & {"names", "bait"}:
        from bot.adapters.yaml_files.wordings.loader import check_sites

        return Checked(path, check_sites(document)[1])
    if keys & {"words", "wordings", "nouns", "polite"}:
        from bot.adapters.yaml_files.wordings.loader import check_wordings

        return Checked(path, check_wordings(document)[1])
    if not keys & {"title", "questions"} and keys & _settings():
        from bot.config import check_config

        return Checked(path, check_config(document)[1])
    from bot.adapters.yaml_files.packs.loader import check_pack

    pack, problems = check_pack(document)
    return Checked(path, problems, pack, document)


def _settings() -> set[str]:
    """Return the keys that a configuration has and a pack has not."""
    from bot.adapters.yaml_files.shapes import keys_of
    from bot.config import Config

    return keys_of(Config).keys() - {"timing"}
