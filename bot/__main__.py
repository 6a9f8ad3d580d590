"""`python -m bot` is `tchat`."""

import gc
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line; what takes longer than a moment has garbage looked for once it is loaded."""
    gc.disable()  # before anything is loaded: that search is a tenth of a short command
    from bot.cli import main as command_line

    command_line()


if __name__ == "__main__":  # a process that is spawned for some work imports this, too
    main()
