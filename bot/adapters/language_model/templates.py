"""The instructions that a model is given: files of the prompts folder, so that an operator can word them anew.

They lie in the folder `model` below it, where no pack is looked for; what is not there is taken from the shipped ones.
"""

from collections.abc import Sequence
from pathlib import Path

from bot.app.ports.language_model import LanguageModel, Wording
from bot.core.base.errors import ConfigError
from bot.core.base.words import N_

NOT_THERE = N_("summary.model: the template {path} cannot be read ({reason}).")


def wording_with(model: LanguageModel, folders: Sequence[Path]) -> Wording:
    """Return a model with the templates from the first of these folders that has them; raise `ConfigError`."""
    return Wording(model, _template("headline", folders), _template("lead", folders))


def _template(name: str, folders: Sequence[Path]) -> str:
    paths = [folder / "model" / f"{name}.txt" for folder in folders]
    path = next((each for each in paths if each.exists()), paths[-1])
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(NOT_THERE, path=path, reason=error) from error
