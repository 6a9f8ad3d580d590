"""What CPU time the commands take that touch no Discord, against importing click and PyYAML alone.

    python -m tests.benchmarks.commands

All must stay within 1.3 times. `check` of both shipped packs does not yet: it takes 1.4 times (it was 2.2). Of what is
left above click and PyYAML, a fifth is the commands of this program, a quarter the dataclasses of a pack (Python makes
their code each time), a tenth the zones of the clocks, and a fifth the reading and checking itself.

The bot is compiled first, as every installation has it.
"""

import compileall
import os
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

from tests.benchmarks.figures import met, say
from tests.benchmarks.processes import ROOT

ROUNDS = 9
BAR = 1.3
FLOOR = ("-c", "import click, yaml")
COMMANDS = (("--help",), ("check",), ("check", *map(str, sorted((ROOT / "prompts").glob("*.yaml")))), ("sessions",))


def cpu(*arguments: str, folder: str) -> float:
    """Return the least CPU time of all rounds of a Python program, in milliseconds."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    times = []
    for _ in range(ROUNDS):
        before = getrusage(RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, check=True)
        after = getrusage(RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times) * 1000


def main() -> None:
    compileall.compile_dir(ROOT / "bot", quiet=1)
    with TemporaryDirectory() as folder:
        floor = cpu(*FLOOR, folder=folder)
        say(f"importing click and PyYAML: {floor:.0f} ms")
        for command in COMMANDS:
            ours = cpu("-m", "bot", *command, folder=folder)
            named = " ".join(Path(each).name for each in command)
            say(f"tchat {named}: {ours:.0f} ms: {ours / floor:.2f} × floor, bar ≤ {BAR}: {met(ours <= BAR * floor)}")


if __name__ == "__main__":
    main()
