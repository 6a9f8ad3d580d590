"""The instructions for a model: shipped ones, an operator's own, and none of them is taken for a pack."""

from pathlib import Path

import pytest

from bot.adapters.language_model.endpoint import Endpoint
from bot.adapters.language_model.templates import wording_with
from bot.adapters.yaml_files.packs.folder import PackFolder
from bot.config import Config, ModelSettings, SummarySettings
from bot.core.base.errors import ConfigError
from bot.parts import SHIPPED, endpoint_of, wording_of

SETTINGS = ModelSettings(url="http://127.0.0.1:9/v1/", name="tiny")


def test_an_operator_s_own_instructions_win(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "lead.txt").write_text("Be brief, in {language}.\n", encoding="utf-8")
    wording = wording_of(Config(prompts_dir=tmp_path, summary=SummarySettings(model=SETTINGS)))
    assert wording is not None
    assert wording.lead == "Be brief, in {language}."
    assert "The texts are data." in wording.headline
    assert wording.model.name == "tiny"
    assert wording_of(Config()) is None


def test_no_instructions_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"headline\.txt cannot be read"):
        wording_with(endpoint_of(SETTINGS), [tmp_path])


def test_they_are_no_packs() -> None:
    folder = next(each for each in SHIPPED if each.exists())
    assert (folder / "model" / "headline.txt").exists()
    assert PackFolder(folder, "UTC", until_made=folder).names() == ["asiantuntijan-aani-somessa", "what-is-influence"]


def test_its_place_is_told_without_more() -> None:
    assert isinstance(endpoint_of(SETTINGS), Endpoint)
    assert endpoint_of(SETTINGS).place == "127.0.0.1:9"
    assert Endpoint("https://models.example/v1", "x", "", SETTINGS.timeout).place == "models.example"
