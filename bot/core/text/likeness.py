"""Which known word was probably meant by a misspelt one."""

from collections.abc import Iterable


def close_to(text: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return what was probably meant of what is known; `likeness` is from 0 (anything) to 1 (only the same)."""
    import difflib  # only misspelt words need it

    return next(iter(difflib.get_close_matches(text, known, 1, likeness)), None)
