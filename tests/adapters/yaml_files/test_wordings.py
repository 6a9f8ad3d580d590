"""Files of words and wordings: the shipped ones keep what they promise, faults are named, operators add their own."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.adapters.yaml_files.syntax.marked import load_file
from bot.adapters.yaml_files.wordings.loader import (
    WordingError,
    check_wordings,
    check_wordings_text,
    lexicons_in,
    shipped,
)
from bot.cli import cli
from bot.core.base.contribution import Contribution, Person
from bot.core.moderation.settings import STANDARD, Rule
from bot.core.moderation.watch import Watch

SHIPPED = sorted((Path(__file__).parents[3] / "bot" / "wordings").glob("??.yaml"))
SWEDISH = """\
language: sv
words:
  check: kolla spana
  out: in
  my: min mitt mina
  thing: kanal/en sida sidan film/en
  they: de folk
wordings:
  - name: look at mine
    matches: [Kolla in min kanal!, spana in mina nya filmen]
    passes: [Folk kollar in min kanal ibland., Min kanal är tyst.]
"""


def rule(text: str, language: str, folder: Path) -> Rule | None:
    watch = Watch(STANDARD, lexicons_in(folder)(language))
    verdict = watch.see(Contribution(1 << 40, 1, Person(7, "ada"), text))
    return verdict.rule if verdict else None


def rule_of(text: str) -> Rule | None:
    verdict = Watch(STANDARD, shipped("fi")).see(Contribution(1 << 40, 1, Person(7, "ada"), text))
    return verdict.rule if verdict else None


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_wordings_find_their_examples_and_pass_over_the_near_misses(path: Path) -> None:
    assert [str(problem) for problem in check_wordings(load_file(path))[1]] == []


def test_a_third_language_is_ten_lines_and_no_code(tmp_path: Path) -> None:
    (tmp_path / "sv.yaml").write_text(SWEDISH)
    assert [str(problem) for problem in check_wordings(load_file(tmp_path / "sv.yaml"))[1]] == []
    assert rule("Kolla in min kanal, den är ny!", "sv", tmp_path) is Rule.SELF_PROMOTION
    assert rule("Folk kollar in min kanal ibland.", "sv", tmp_path) is None
    assert rule("Check out my channel", "sv", tmp_path) is Rule.SELF_PROMOTION, "English is read with every language"
    assert rule("Kolla in min kanal, den är ny!", "en", tmp_path) is None, "and a talk by no others"
    assert rule("Tilatkaa mun kanava!", "sv", tmp_path) is None
    assert rule("Tilatkaa mun kanava!", "fi", tmp_path) is Rule.SELF_PROMOTION


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("language: sv", "language: Swedish"), "1:11: “Swedish” is not a language."),
        (("name: look at mine", "name: look at hers"), "9:11: “look at hers” has no patterns"),
        (("[Kolla in min kanal!,", "[Min kanal är ny!,"), "10:15: No pattern of “look at mine” finds this."),
        (("Min kanal är tyst.", "Kolla in min sida."), "11:48: “look at mine” must not find this"),
        (("wordings:", "misspelt: {chek: 4}\nwordings:"), "8:18: There is no kind of words “chek”."),
        (("wordings:", "question: <x>\nwordings:"), "8:11: There is no kind of words “x”."),
        (("wordings:", "phrases: [<name>*]\nwordings:"), "8:11: Any message would match this"),
        (("name: look at mine", "name: new\n    patterns: ['<check> ~2 <chanel>']"), "10:16: There is no kind"),
        (("name: look at mine", "name: new\n    patterns: ['<check> (']"), "10:16: The parentheses do not match."),
        (("name: look at mine", "name: new\n    patterns: ['<check> )']"), "10:16: The parentheses do not match."),
        (("name: look at mine", "name: new\n    patterns: ['<check> out']"), "10:16: This cannot be read from “out”"),
        (("name: look at mine", "name: new\n    patterns: ['{your}']"), "10:16: There is no piece “your”."),
        (("name: look at mine", "name: new\n    patterns: ['? <check>']"), "10:16: This is no pattern ("),
        (
            ("name: look at mine", "name: new\n    patterns: ['<check> <out> <my>', '<check> <check>']"),
            "10:38: No example has what this pattern looks for.",
        ),
        (("name: look at mine", "name: new\n    hint: nice"), "10:11: “nice” is not a kind of hint."),
        (("name: look at mine", "name: new\n    patterns: ['[ <check> ]9']"), "10:16: “[ … & … ]20” must be the whole"),
        (("name: look at mine", "name: new\n    patterns: ['<my> [ <check> & <my> ]9']"), "10:16: “[ … & … ]20” must"),
        (("name: look at mine", "name: new\n    patterns: ['[ <check> & <my>? ]9']"), "10:16: “[ … & … ]20” must"),
        (("name: look at mine", "name: new\n    patterns: ['[ <check> & ( <my> ]9']"), "10:16: The parentheses"),
        (("name: look at mine", "name: new\n    patterns: ['[ <check> & <me|x> ]9']"), "10:16: There is no kind"),
        (("wordings:", "tells: ['[ <check> & <my> ]9']\nwordings:"), "8:9: “[ … & … ]20” must be the whole"),
        (("words:", "misspelt: {check: often}\nwords:"), "2:19: “check” must be a whole number from 1 to 40."),
        (("words:", "also: [check]\nwords:"), "2:7: “also” must hold keys, but a list is written."),
        (("name: look at mine", "name: new\n    rule: scams\n    hint: link"), "10:11: A hint can only be at"),
        (("words:", "weighing: {start: one, words: {'1': gratis}}\nwords:"), "2:19: “one” is not a weight."),
        (("words:", "weighing: {start: '1', words: {much: gratis}}\nwords:"), "2:32: “much” is not a weight."),
        (("words:", "weighing: {start: '1'}\nwords:"), "2:11: “words” is missing here."),
        (("words:", "weighing: {start: '1', words: {'1': Gratis}}\nwords:"), "2:32: No message can have “Gratis”."),
        (("words:", "weighing: {start: '1', words: {'1': 'g*s <lnk>'}}\nwords:"), "2:32: No message can have “g*s”."),
        (("words:", "weighing: {start: '1', words: {'1': gratis, '2': gratis}}\nwords:"), "2:45: “gratis” has two"),
    ],
)
def test_each_fault_is_named_with_its_place(change: tuple[str, str], problem: str) -> None:
    _, problems = check_wordings_text("sv.yaml", SWEDISH.replace(*change))
    assert [str(each)[: len(problem) + 8] for each in problems][:1] == [f"sv.yaml:{problem}"]


ASKS = """\
language: sv
words: {they: de folk}
signs: {loot: "lösen*", give: skicka ge lämna, mine: mig oss}
wordings:
  - name: asks for a password
    rule: scams
    says: It asks for a password.
    patterns: ["[ <give> & <loot> & <mine> ]6"]
    matches: [Skicka mig ditt lösenord, Mig ska du ge lösenordet, Ditt losenkod? Ge den till oss]
    passes:
      - Skicka mig ditt svar
      - Ge lösenord
      - Skicka ditt svar nu. Lösenordet är något annat och det är inte för mig
"""


def test_several_signs_in_any_order_are_found_each_at_a_word_of_its_own() -> None:
    assert [str(problem) for problem in check_wordings_text("sv.yaml", ASKS)[1]] == []
    twice = ASKS.replace("& <mine> ]6", "& <loot> ]6").replace(
        "Skicka mig ditt lösenord, Mig ska", "Skicka lösen lösenord, Mig ska"
    )
    assert [str(problem) for problem in check_wordings_text("sv.yaml", twice)[1]] == [
        "sv.yaml:9:38: No pattern of “asks for a password” finds this.",
        "sv.yaml:9:64: No pattern of “asks for a password” finds this.",
    ]


def test_a_warning_beside_the_signs_is_enough_unless_the_wording_speaks_of_frauds_itself() -> None:
    warned = ASKS.replace("wordings:", "warns: [<they>]\nwordings:").replace("[Skicka mig", "[De vet. Skicka mig")
    assert [str(each) for each in check_wordings_text("sv.yaml", warned)[1]] == [
        "sv.yaml:10:15: No pattern of “asks for a password” finds this."
    ]
    even_so = warned.replace("rule: scams", "rule: scams\n    warned: found")
    assert [str(each) for each in check_wordings_text("sv.yaml", even_so)[1]] == []


def test_a_name_with_an_underscore_and_words_without_dots_are_known_for_what_they_are() -> None:
    named = ASKS.replace("& <mine> ]6", "& <username> ]6").replace("[Skicka mig ditt", "[Skicka lena_k42 ditt")
    found = [str(each) for each in check_wordings_text("sv.yaml", named)[1]]
    assert "sv.yaml:9:15" not in "".join(found)
    assert rule_of("Tilatkaa mun kanava paasta lahtien") is Rule.SELF_PROMOTION
    assert rule_of("laheta mulle se koodi minka sait puhelimeen") is Rule.SCAMS


def test_a_sign_leaves_a_word_of_the_kind_that_it_is() -> None:
    signs = "signs: {pull: kolla in min, thing: blogg*}\nwordings:"
    with_sign = SWEDISH.replace("wordings:", signs).replace("nya filmen", "nya bloggarna")
    assert [str(each) for each in check_wordings_text("sv.yaml", with_sign)[1]] == []


def test_check_reads_an_operators_wordings_and_the_bot_uses_no_faulty_ones(tmp_path: Path) -> None:
    own = tmp_path / "wordings"
    own.mkdir()
    (own / "sv.yaml").write_text(SWEDISH.replace("[Kolla", "[Kul, kolla"))
    config = tmp_path / "config.yaml"
    config.write_text(f"data_dir: {tmp_path}\nprompts_dir: {tmp_path}/none\n")
    shown = CliRunner().invoke(cli, ["check", "--config", str(config)])
    assert (shown.exit_code, "sv.yaml:10:15: No pattern" in shown.output) == (1, True)
    (own / "sv.yaml").write_text(SWEDISH.replace("language: sv", "language: 3"))
    with pytest.raises(WordingError, match=r"sv\.yaml:1:11"):
        lexicons_in(own)


def test_an_operator_may_add_to_english(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("language: en\nwords: {thing: zibble/s}\n")
    assert rule("Check out my zibble", "en", tmp_path) is Rule.SELF_PROMOTION
    kinds = [each.kind_of for each in (shipped("en"), lexicons_in(tmp_path)("en"))]
    assert [kind_of("zibble") == kind_of("blog") for kind_of in kinds] == [False, True]


def test_an_operator_adds_the_servers_own_site_to_those_that_links_may_pretend_to_be(tmp_path: Path) -> None:
    assert rule("Our rules moved to https://rosebudclub-login.example/rules as I said", "en", tmp_path) is None
    (tmp_path / "sites.yaml").write_text("names: {rosebudclub: rosebudclub.org}\n")
    for text in ("Our rules moved to https://rosebudclub-login.example/rules", "See https://rosebudc1ub.org/rules now"):
        assert rule(f"{text} as I said before", "en", tmp_path) is Rule.UNSAFE_LINKS
    assert rule("Our rules moved to https://rosebudclub.org/rules as I said", "en", tmp_path) is None
    assert rule("It was https://dlscord.gift/abc all the time", "en", tmp_path) is Rule.UNSAFE_LINKS
    (tmp_path / "sites.yaml").write_text("names: {rosebudclub: [rosebudclub.org]}\n")
    with pytest.raises(WordingError, match=r"sites\.yaml:1:"):
        lexicons_in(tmp_path)
    shown = CliRunner().invoke(cli, ["check", str(tmp_path / "sites.yaml")])
    assert (shown.exit_code, "sites.yaml:1:" in shown.output) == (1, True)
