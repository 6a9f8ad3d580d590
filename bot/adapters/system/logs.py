"""What `tchat run` says about itself on standard error: lines for people on a terminal, JSON for everything else.

Log calls carry ids (`extra={"session": …, "question": …, "message_id": …}`), never what members said. Libraries would
log that at DEBUG, statement by statement and frame by frame, so they are never heard below INFO.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TextIO

IDS = ("session", "question", "message_id", "shard")
LIBRARIES = ("aiohttp", "aiosqlite", "asyncio", "discord")


class JsonLines(logging.Formatter):
    """One JSON object a line: at, level, logger, message, the ids that the record has, the exception if any."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {
            "at": at.replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **ids_of(record),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        if record.stack_info:
            line["stack"] = record.stack_info
        return json.dumps(line, default=str)


class Readable(logging.Formatter):
    """A line for people: local time, level, what happened, the ids."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s%(ids)s")

    def format(self, record: logging.LogRecord) -> str:
        record.ids = "".join(f" {name}={value}" for name, value in ids_of(record).items())
        return super().format(record)


def ids_of(record: logging.LogRecord) -> dict[str, object]:
    """Return the ids of a record: what it is about."""
    found = {name: getattr(record, name, None) for name in IDS}
    return {name: value for name, value in found.items() if value is not None}


@contextmanager
def shown(stream: TextIO, level: int = logging.INFO) -> Iterator[None]:
    """Show what is logged on a stream for the length of a block."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Readable() if stream.isatty() else JsonLines())
    root = logging.getLogger()
    loggers = [root, *map(logging.getLogger, LIBRARIES)]
    before = [logger.level for logger in loggers]
    root.addHandler(handler)
    logging.captureWarnings(True)
    try:
        for logger in loggers:
            logger.setLevel(level if logger is root else max(level, logging.INFO))
        yield
    finally:
        for logger, old in zip(loggers, before, strict=True):
            logger.setLevel(old)
        logging.captureWarnings(False)
        root.removeHandler(handler)


@contextmanager
def hidden() -> Iterator[None]:
    """Let nothing that is logged reach standard error for the length of a block."""
    handler = logging.NullHandler()  # without any, Python shows warnings by itself
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
