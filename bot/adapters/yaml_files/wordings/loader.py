"""Wordings from files: the shipped ones and an operator's own, made ready for the languages of a talk."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path

from bot.adapters.yaml_files.model_check import check
from bot.adapters.yaml_files.problems import FileError, Problem, in_order
from bot.adapters.yaml_files.syntax.marked import Document, load_file, load_text
from bot.adapters.yaml_files.wordings.model import LanguageModel, SitesModel, WeighingModel, weight
from bot.adapters.yaml_files.wordings.rules import example_slips, pattern_slips, weight_slips
from bot.core.moderation.message.known_sites import KnownSites, SiteNames
from bot.core.moderation.message.language import Language, Wording
from bot.core.moderation.message.lexicon import Lexicon, forms_of
from bot.core.moderation.message.weighing import NOTHING, Weighing

SHARED = "en"
"""The language that is read with every other: its spam is everywhere, and its kinds of words are what patterns name."""
SITES = "sites.yaml"
"""The file of names that links may pretend to be."""
WORDINGS = "wordings"
"""The folder of the shipped files, and in the data folder that of an operator's own."""

WEIGHTS = "-weights"
"""What the name of a shipped file ends with that weighs the words of its language."""

Lexicons = Callable[[str], Lexicon]


class WordingError(FileError):
    """Wordings that cannot be used."""


def lexicons_in(folder: Path) -> Lexicons:
    """Return what gives a talk in a language the words it is read by: shipped, and from an operator's folder.

    Raise `WordingError` with everything that is wrong with the operator's files.
    """
    own = [read_wordings(path) for path in sorted(folder.glob("*.yaml")) if path.name != SITES]
    sites = [read_sites(folder / SITES)] if (folder / SITES).exists() else []
    return lexicons(own, sites) if own or sites else shipped


def lexicons(own: Sequence[Language], sites: Sequence[SiteNames] = ()) -> Lexicons:
    """Return what gives a talk in a language the words it is read by: shipped, and these."""

    @cache
    def lexicon(code: str) -> Lexicon:
        codes = dict.fromkeys((code, SHARED))
        names = [name for code in codes for name in (code, f"{code}{WEIGHTS}") if _is_shipped(name)]
        languages = [*(each for each in own if each.code in codes), *map(_shipped, names)]
        return Lexicon(languages, KnownSites((_shipped_sites(), *sites)))

    return lexicon


def read_wordings(path: Path) -> Language:
    """Return the language in a file; raise `WordingError` with everything that is wrong with it."""
    language, problems = _checked(load_file(path), examples=False)
    if language is None:
        raise WordingError(problems)
    return language


def read_sites(path: Path) -> SiteNames:
    """Return the names of sites in a file; raise `WordingError` with everything that is wrong with it."""
    sites, problems = check_sites(load_file(path))
    if sites is None:
        raise WordingError(problems)
    return sites


def check_sites(document: Document) -> tuple[SiteNames | None, list[Problem]]:
    """Return the names of sites, or None and everything that is wrong with the file."""
    model, problems = check(document, SitesModel)
    return (_sites(model) if model else None), problems


def check_wordings(document: Document) -> tuple[Language | None, list[Problem]]:
    """Return the language, or None and everything that is wrong with the file; its examples are tried out."""
    return _checked(document, examples=True)


def check_wordings_text(name: str, text: str | bytes) -> tuple[Language | None, list[Problem]]:
    """Return the language, or None and everything that is wrong with the text; its examples are tried out."""
    return check_wordings(load_text(name, text))


def _checked(document: Document, *, examples: bool) -> tuple[Language | None, list[Problem]]:
    model, problems = check(document, LanguageModel)
    if model is None:
        return None, problems
    if model.weighing and (wrong := list(weight_slips(model.weighing))):
        return None, in_order([document.problem(loc, slip, of_key=True) for loc, slip in wrong])
    language = _language(model)
    others = [] if language.code == SHARED and not _is_addition(language) else [_shipped(SHARED)]
    slips = list(pattern_slips(language, others))
    if examples and not slips:
        slips = list(example_slips(language, Lexicon([language, *others], KnownSites((_shipped_sites(),)))))
    problems = [document.problem(loc, slip) for loc, slip in slips]
    return (None if problems else language), in_order(problems)


def _is_addition(language: Language) -> bool:
    """Whether an English file adds to the shipped one, rather than being it."""
    return not language.content


@cache
def _shipped(name: str) -> Language:
    source = resources.files("bot") / WORDINGS / f"{name}.yaml"
    model, problems = check(load_text(source.name, source.read_bytes()), LanguageModel)
    assert model is not None, problems
    return _language(model)


@cache
def _shipped_sites() -> SiteNames:
    source = resources.files("bot") / WORDINGS / SITES
    model, problems = check(load_text(source.name, source.read_bytes()), SitesModel)
    assert model is not None, problems
    return _sites(model)


def _sites(model: SitesModel) -> SiteNames:
    parts = (frozenset((text or "").split()) for text in (model.bait, model.honest, model.endings, model.programs))
    return SiteNames({name: tuple(sites.split()) for name, sites in model.names.items()}, *parts)


def shipped_weights(code: str) -> Weighing:
    """Return the weights that are shipped for a language; none, if there are none."""
    name = f"{code}{WEIGHTS}"
    return _shipped(name).weighing if _is_shipped(name) else NOTHING


def shipped_wordings(code: str) -> tuple[Wording, ...]:
    """Return the wordings that are shipped for a language."""
    return _shipped(code).wordings


def _is_shipped(name: str) -> bool:
    return (resources.files("bot") / WORDINGS / f"{name}.yaml").is_file()


def _language(model: LanguageModel) -> Language:
    return Language(
        code=model.language,
        words=_forms(model.words),
        nouns=_forms(model.nouns),
        possessive=tuple((model.possessive or "").split()),
        signs=_forms(model.signs),
        misspelt=model.misspelt,
        also={name: tuple(others.split()) for name, others in model.also.items()},
        content=tuple((model.content or "").split()),
        pieces=model.pieces,
        question=model.question or "",
        warns=tuple(model.warns),
        tells=tuple(model.tells),
        wordings=tuple(
            Wording(
                name=each.name,
                patterns=tuple(each.patterns),
                rule=each.rule,
                reason=each.says or "",
                sort=each.hint or "",
                even_warned=each.warned == "found",
                matches=tuple(each.matches),
                passes=tuple(each.passes),
            )
            for each in model.wordings
        ),
        polite=_forms(model.polite),
        phrases=tuple(model.phrases),
        weighing=_weighing(model.weighing) if model.weighing else NOTHING,
    )


def _weighing(model: WeighingModel) -> Weighing:
    weights: dict[str, float] = {}
    for number, names in model.words.items():
        weights.update(dict.fromkeys(names.split(), weight(number)))  # one number for all of them
    return Weighing(model.start, weights)


def _forms(listed: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(forms_of(words)) for name, words in listed.items()}


shipped = lexicons(())
"""The shipped words and wordings alone."""
