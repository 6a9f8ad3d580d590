"""How long a large pack takes to check, against PyYAML's bare C loader on the same text in the same run.

    python -m tests.benchmarks.packs

The bar: at most 2.5 times. Everything is checked on the tree that the loader's parser yields, so a second parse, or a
check that walks back over what it has read, shows here at once.
"""

from collections.abc import Callable
from time import process_time

import yaml

from bot.adapters.yaml_files.packs.loader import check_pack_text
from tests.benchmarks.figures import met, say

ENTRY = "  - ask: Why {}?\n    readings:\n      - {{title: A, url: 'https://example.org/{}'}}\n"
TEXT = "title: x\nquestions:\n" + "".join(ENTRY.format(n, n) for n in range(1000))
ROUNDS = 9
BAR = 2.5


def fastest(work: Callable[[], object]) -> float:
    """Return the least CPU time of all rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        began = process_time()
        work()
        times.append(process_time() - began)
    return min(times)


def main() -> None:
    floor = fastest(lambda: yaml.load(TEXT, Loader=yaml.CSafeLoader))
    ours = fastest(lambda: check_pack_text("x.yaml", TEXT))
    ratio = ours / floor
    verdict = f"{ratio:.2f} × floor, bar ≤ {BAR}: {met(ratio <= BAR)}"
    say(f"packs: floor {floor * 1000:.0f} ms, ours {ours * 1000:.0f} ms: {verdict}")


if __name__ == "__main__":
    main()
