"""YAML files: packs, casts and wordings, each read with all that is wrong at once, with line and column."""

from bot.adapters.yaml_files.casts.loader import check_cast, check_cast_text, read_cast
from bot.adapters.yaml_files.model_check import check
from bot.adapters.yaml_files.packs.loader import check_pack, check_pack_text, list_packs, read_pack, read_pack_text
from bot.adapters.yaml_files.packs.model import pack_schema
from bot.adapters.yaml_files.problems import CastError, FileError, PackError, Problem
from bot.adapters.yaml_files.shapes import Entry
from bot.adapters.yaml_files.syntax.marked import Document, load_file, load_text
from bot.adapters.yaml_files.wordings.loader import WORDINGS, check_wordings, check_wordings_text, lexicons_in, shipped

__all__ = [
    "WORDINGS",
    "CastError",
    "Document",
    "Entry",
    "FileError",
    "PackError",
    "Problem",
    "check",
    "check_cast",
    "check_cast_text",
    "check_pack",
    "check_pack_text",
    "check_wordings",
    "check_wordings_text",
    "lexicons_in",
    "list_packs",
    "load_file",
    "load_text",
    "pack_schema",
    "read_cast",
    "read_pack",
    "read_pack_text",
    "shipped",
]
