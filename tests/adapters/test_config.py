"""The configuration as an operator writes it: what is taken, and what they are told about the rest."""

from pathlib import Path

import pytest

from bot.adapters.yaml_files.casts.loader import check_cast_text
from bot.adapters.yaml_files.packs.loader import check_pack_text
from bot.adapters.yaml_files.problems import FileError
from bot.adapters.yaml_files.shapes import Entry, keys_of
from bot.adapters.yaml_files.syntax.marked import load_file
from bot.config import Config, check_config, load_config
from bot.core.base.errors import ConfigError
from bot.core.base.media import KEEPING, Keeping, Kind

ROOT = Path(__file__).parents[2]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.yaml"


def told(path: Path, text: str) -> list[str]:
    """Return the problems as "line:column sentence"."""
    path.write_text(text, encoding="utf-8")
    return [f"{problem.line}:{problem.column} {problem.message}" for problem in check_config(load_file(path))[1]]


def test_ids_of_any_length_are_taken_as_numbers_or_as_text(config: Path) -> None:
    config.write_text(
        'discord: {guilds: [1234567890123456789, 42, "1234567890123456780"], host_desk: 1234567890123456789}\n'
        "roles: {host: [Moderators, 1234567890123456789]}\n"
        "summary: {channel: 1234567890123456789}\n"
    )
    read = load_config(config)
    assert read.discord.guilds == (1234567890123456789, 42, 1234567890123456780)
    assert read.discord.host_desk == 1234567890123456789
    assert read.summary.channel == 1234567890123456789
    assert read.roles.host == ("Moderators", "1234567890123456789")


def test_everything_is_told_at_once_in_words_with_its_place(config: Path) -> None:
    problems = told(
        config,
        "discord:\n"
        "  guilds: 12345\n"
        "  host_desk: desk\n"
        "roles: {host: Moderators}\n"
        "summary: {quotes: 99}\n"
        "data_dir: 5\n"
        "moderation:\n"
        "  preset: harsh\n"
        "  flod: 5\n"
        "  flood: {pace: 3, per_minute: 0}\n"
        "  canned: hold\n"
        "  blocklist: {words: scam}\n",
    )
    assert [each.split()[0] for each in problems] == [
        "2:11", "3:14", "4:15", "5:19", "6:11", "8:11", "9:3", "10:11", "10:32", "11:11", "12:22",
    ]  # fmt: skip
    assert problems[0] == "2:11 “guilds” must be a list: one entry per line, each beginning with “- ”."
    assert "“desk” is not a Discord ID" in problems[1]
    assert "“host” must be a list" in problems[2]
    assert "“quotes” must be a whole number from 1 to 20." in problems[3]
    assert "moderation.flood.pace: there is no such setting" in problems[7]
    assert problems[8].endswith("moderation.flood.per_minute: “0” is not a whole number from 1 to 1000.")


def test_a_faulty_configuration_is_refused_with_all_its_faults(config: Path) -> None:
    config.write_text("moderation: {preset: harsh, flod: 5}\n")
    with pytest.raises(FileError) as caught:
        load_config(config)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("value", ["light", "[1]", "5"])
def test_moderation_takes_settings_by_name(config: Path, value: str) -> None:
    assert told(config, f"moderation: {value}\n") == ["1:13 moderation: this takes settings by name."]


def test_the_example_is_what_every_setting_is_without_it() -> None:
    example = load_config(ROOT / "config.example.yaml")
    assert example.but(moderation={}, discord=Config().discord) == Config()


VALUES = ("5", "-1", "0", "1.5", "true", "x", '""', "[]", "[x]", "[[]]", "{}", "{x: y}", "99999999999999999999")


def ways(model: type[Entry], path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the way to every setting."""
    inner = {name: field.type for name, field in keys_of(model).items()}
    nested = {name: kind for name, kind in inner.items() if isinstance(kind, type) and issubclass(kind, Entry)}
    below = [way for name, kind in nested.items() for way in ways(kind, (*path, name))]
    return [*((*path, name) for name in inner), *below]


@pytest.mark.parametrize("way", ways(Config), ids=".".join)
@pytest.mark.parametrize("value", VALUES)
def test_no_value_is_answered_in_the_words_of_a_library(config: Path, way: tuple[str, ...], value: str) -> None:
    problems = told(config, f"{'{'.join(f'{key}: ' for key in way)}{value}{'}' * (len(way) - 1)}\n")
    assert not [problem for problem in problems if "cannot be used" in problem or "nput should" in problem]


@pytest.mark.parametrize("value", VALUES)
def test_nor_is_a_value_in_a_pack_or_a_cast(value: str) -> None:
    pack = ["title", "hashtag", "language", "by", "intro", "hosts", "schedule", "timing", "answers", "questions"]
    cast = ["language", "members", "blocklist", "scenes"]
    inside = [
        *(f"schedule: {{{key}: {value}}}" for key in ("start", "end", "zone")),
        *(f"timing: {{{key}: {value}}}" for key in ("opening", "question", "closing", "archive", "preview", "quiet")),
        *(f"hosts: [{{{key}: {value}}}]" for key in ("name", "handle", "role", "organisation")),
        *(f"questions: [{{{key}: {value}}}]" for key in ("ask", "lasts", "answers", "readings")),
        *(f"questions: [{{readings: [{{{key}: {value}}}]}}]" for key in ("title", "author", "outlet", "url")),
        f"title: {{en: {value}}}",
    ]
    scenes = [f"scenes: [{{{key}: {value}}}]" for key in ("during", "lines")]
    lines = [
        f"scenes: [{{during: 1, lines: [{{{key}: {value}}}]}}]"
        for key in ("who", "at", "says", "in", "as", "to", "reacts", "edits", "into", "deletes")
    ]
    packs = [f"{key}: {value}\n" for key in pack] + inside
    casts = [f"{key}: {value}\n" for key in cast] + scenes + lines
    problems = [problem.message for text in packs for problem in check_pack_text("x.yaml", text)[1]]
    problems += [problem.message for text in casts for problem in check_cast_text("x.yaml", text)[1]]
    assert problems
    assert not [problem for problem in problems if "cannot be used" in problem or "nput should" in problem]


def test_what_is_kept_of_attachments(config: Path) -> None:
    config.write_text("attachments: {each: 500 kB, session: 1GB, kinds: [image, other]}\n")
    assert load_config(config).attachments.keeping == Keeping(500_000, 10**9, frozenset({Kind.IMAGE, Kind.OTHER}))
    config.write_text("attachments: {kinds: []}\n")
    assert not load_config(config).attachments.keeping.kinds
    assert Config().attachments.keeping == KEEPING


@pytest.mark.parametrize("size", ["8", "8 MiB", "0 MB", "-1 MB", "1.5 MB", "[1]", "much"])
def test_a_size_needs_a_number_and_a_unit(config: Path, size: str) -> None:
    (problem,) = told(config, f"attachments: {{each: {size}}}\n")
    assert "is not a size. Write for example 8 MB or 500 kB." in problem


def test_a_language_model_is_an_address_a_name_and_where_its_key_is(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text(
        "summary: {model: {url: 'http://ollama:11434/v1', name: tiny, key_env: MODEL_KEY, timeout: 30s}}\n"
    )
    model = load_config(config).summary.model
    assert model is not None
    assert (model.url, model.name, model.timeout.total_seconds(), model.key) == (
        "http://ollama:11434/v1",
        "tiny",
        30,
        "",
    )
    monkeypatch.setenv("MODEL_KEY", " secret ")
    assert model.key == "secret"
    assert load_config(None, Path("data")).summary.model is None


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("{name: tiny}", "url"),
        ("{url: 'localhost:11434', name: tiny}", "is not a link"),
        ("{url: 'http://', name: tiny}", "names no site"),
        ("{url: 'http://a:99999/v1', name: tiny}", "names no site"),
        ("{url: 'http://a b/v1', name: tiny}", "names no site"),
        ("{url: 'http://me:secret@host/v1', name: tiny}", "is an address alone"),
        ("{url: 'http://host/v1?key=secret', name: tiny}", "is an address alone"),
        ("{url: 'http://host/v1', name: tiny, key_env: sk-1234}", "is not the name of an environment variable"),
        ("{url: 'http://host/v1', name: tiny, timeout: 0s}", "must be longer than zero"),
    ],
)
def test_what_is_wrong_with_a_model_is_told_without_its_secrets(config: Path, written: str, sentence: str) -> None:
    (problem,) = told(config, f"summary: {{model: {written}}}\n")
    assert sentence in problem
    assert "secret" not in problem


def test_the_archive_is_off_until_it_is_switched_on(config: Path) -> None:
    assert load_config(None).web.address == ""
    config.write_text("web: {enabled: true, listen: '[::1]:9000'}\n")
    assert load_config(config).web.place == ("::1", 9000)
    assert load_config(config).web.address == "http://[::1]:9000"
    config.write_text("web: {enabled: true, public_url: 'https://chats.example.org/'}\n")
    assert load_config(config).web.place == ("127.0.0.1", 8801)
    assert load_config(config).web.address == "https://chats.example.org"


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("{enabled: maybe}", "“maybe” is neither yes nor no. Write true or false."),
        ("{listen: '8801'}", "“8801” is not a place to serve at. Write a host and a port, for example 127.0.0.1:8801."),
        ("{listen: 'localhost:99999'}", "“localhost:99999” is not a place to serve at."),
        ("{public_url: 'https://example.org/chats'}", "“https://example.org/chats” has a path;"),
        ("{public_url: example.org}", "“example.org” is not"),
    ],
)
def test_what_is_wrong_with_the_archive_is_told(config: Path, written: str, sentence: str) -> None:
    [problem] = told(config, f"web: {written}\n")
    assert sentence in problem


def test_shards_are_a_power_of_two_or_as_discord_advises(config: Path) -> None:
    for written, count in (("auto", 0), ("16", 16)):
        config.write_text(f"discord: {{shards: {written}}}\n", encoding="utf-8")
        assert load_config(config).discord.shards == count
    for wrong in ("3", "2.0", "true", "many", "128"):
        (problem,) = told(config, f"discord: {{shards: {wrong}}}\n")
        assert "“shards” must be auto or one of 1, 2, 4, 8, 16, 32, 64." in problem


@pytest.mark.parametrize("store", ["sqlite", "postgresql://tchat@db.example.org:5433/chats?sslmode=require"])
def test_a_store_is_sqlite_or_an_address(config: Path, store: str) -> None:
    config.write_text(f"store: {store}\n", encoding="utf-8")
    assert load_config(config).store == store


@pytest.mark.parametrize(
    ("store", "sentence"),
    [
        ("mysql://db/tchat", "must be sqlite, or the address of a database"),
        ("postgresql://db", "must be sqlite, or the address of a database"),
        ("postgresql://[db/tchat", "must be sqlite, or the address of a database"),
        ("postgresql://tchat:secret@db/tchat", "The password does not belong into “store”"),
        ("postgresql://tchat@db/tchat?password=secret", "The password does not belong into “store”"),
        ("7", "text"),
    ],
)
def test_what_is_wrong_with_a_store_is_told_without_its_password(config: Path, store: str, sentence: str) -> None:
    (problem,) = told(config, f"store: {store}\n")
    assert sentence in problem
    assert "secret" not in problem


def test_figures_are_for_this_machine_or_for_who_has_the_token(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not load_config(None).metrics.enabled
    config.write_text("metrics: {listen: '127.0.0.1:9464'}\n")
    assert (load_config(config).metrics.place, load_config(config).metrics.token) == (("127.0.0.1", 9464), "")
    config.write_text("metrics: {listen: '0.0.0.0:9464', token_env: METRICS_TOKEN}\n")
    monkeypatch.setenv("METRICS_TOKEN", "secret")
    assert load_config(config).metrics.token == "secret"
    monkeypatch.delenv("METRICS_TOKEN")
    with pytest.raises(ConfigError, match="put a token into it"):
        load_config(config).metrics.token  # noqa: B018


def test_the_secret_of_the_sign_in_is_in_the_environment(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_config(None).web.secret == ""
    config.write_text("web: {sign_in_secret_env: CLIENT_SECRET}\n")
    monkeypatch.setenv("CLIENT_SECRET", " secret\n")
    assert load_config(config).web.secret == "secret"
    monkeypatch.delenv("CLIENT_SECRET")
    with pytest.raises(ConfigError, match="put the application's client secret"):
        load_config(config).web.secret  # noqa: B018


def test_proxies_that_are_trusted_are_addresses_or_networks(config: Path) -> None:
    config.write_text("web: {trusted_proxies: [10.0.0.0/8, '::1']}\n")
    assert [str(each) for each in load_config(config).web.trusted_proxies] == ["10.0.0.0/8", "::1/128"]
    (problem,) = told(config, "web: {trusted_proxies: [proxy]}\n")
    assert "“proxy” is not an address" in problem
