"""`python -m bot` is `tchat`."""

from bot.cli import main

if __name__ == "__main__":  # a process that is spawned for some work imports this, too
    main()
