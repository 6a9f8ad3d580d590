"""The guides for members, hosts, organisers and operators: Markdown files in `bot/guide`, a folder a language."""

from importlib import resources


def guide(who: str, language: str) -> str:
    """Return the guide for somebody ("host"), as Markdown; in English if there is none in the language ("fi-FI")."""
    folder = resources.files("bot") / "guide"
    found = folder / language.split("-")[0] / f"{who}.md"
    return (found if found.is_file() else folder / "en" / f"{who}.md").read_text(encoding="utf-8")


def title(who: str, language: str) -> str:
    """Return the title of a guide."""
    return guide(who, language).partition("\n")[0].removeprefix("# ")
