"""`python -m bot` is `tchat`."""

from bot.cli import main

main()
