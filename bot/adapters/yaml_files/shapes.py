"""What a file may hold, said by classes with annotations: read with all that is wrong at once, shown as JSON Schema.

No class here is a dataclass: making the code of one takes longer than reading a pack, and there are many.

An `Entry` is something with keys of its own; its docstring and the words of each `key` are for editors. An annotation
says what a value may be: another entry, a list, one of some words, `None` for what may be left out, or a text or value
with the checks that stand beside it (`Text`, `Parsed`, `Then`).
"""

import types
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    NoReturn,
    Self,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
)

from bot.adapters.yaml_files.problems import Loc, Slip, shown
from bot.core.base.errors import Phrase
from bot.core.base.words import N_
from bot.core.text.likeness import close_to

MISSING = N_("“{key}” is missing here.")
NOT_TEXT = N_('“{key}” must be text, but YAML reads {text} as {kind}. Put it in quotes: "{text}".')
NOT_ONE_TEXT = N_("“{key}” must be one text, but {kind} is written here. If it is text, put all of it in quotes.")
BLANK = N_("“{key}” holds nothing visible. Write some text, or delete the line.")
TOO_LONG = N_("“{key}” has {length} characters; at most {limit} fit.")
NOT_LIST = N_("“{key}” must be a list: one entry per line, each beginning with “- ”.")
NOT_GROUP = N_("Keys are expected here ({keys}), but {kind} is written.")
NOT_KEYS = N_("“{key}” must hold keys, but {kind} is written.")
UNKNOWN = N_("“{key}” is not known here. These are: {keys}.")
DID_YOU_MEAN = N_("“{key}” is not known here. Did you mean “{close}”?")
NOT_A_CHOICE = N_("“{text}” is not possible for “{key}”. Choose one of: {choices}.")
CLOSE_CHOICE = N_("“{text}” is not possible for “{key}”. Did you mean “{close}”? Choose one of: {choices}.")
NO_LANGUAGE = N_("“{key}” needs a text in at least one language, for example {{en: …, fi: …}}.")

NUMBER = Phrase(N_("a number"))
SWITCH = Phrase(N_("a yes-or-no value"))
LIST = Phrase(N_("a list"))
GROUP = Phrase(N_("a group of keys"))
TEXT = Phrase(N_("a text"))
NOTHING = Phrase(N_("nothing"))

LANGUAGES = ("en", "fi")
Translated = str | dict[str, str]
"""A text as authors write it: plain, or by language."""

WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
"""What is taken off the ends of a text: Unicode's White_Space. The other control characters are told instead."""

BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that count as letters or signs and yet show nothing."""

NO_DEFAULT = object()
NO_SCHEMA: Mapping[str, object] = {}

M = TypeVar("M", bound="Entry")
T = TypeVar("T")


class Fault(NamedTuple):
    """A complaint about the value at `loc`, or about its key (`of_key`).

    `is_missing`: there is no such value. `by_check`: a check refused it, so a sign that nobody sees may be why.
    """

    loc: Loc
    slip: Slip
    of_key: bool = False
    is_missing: bool = False
    by_check: bool = False


class Text:
    """A text of at most `limit` characters, not counting blanks around it; `kept` is how it is kept, or raises."""

    __match_args__ = ("limit", "kept")

    def __init__(self, limit: int, kept: Callable[[str], str]) -> None:
        self.limit = limit
        self.kept = kept


class Parsed:
    """A value that this makes, or raises `Slip`; `schema` is what editors are told of it."""

    __match_args__ = ("parse", "schema")

    def __init__(self, parse: Callable[[Any], object], schema: Mapping[str, object] = NO_SCHEMA) -> None:
        self.parse = parse
        self.schema = schema


class Then:
    """What a further check makes of a text that is fine so far; `schema` is what editors are told of it, too."""

    __match_args__ = ("check", "schema")

    def __init__(self, check: Callable[[str], str], schema: Mapping[str, object] = NO_SCHEMA) -> None:
        self.check = check
        self.schema = schema


class Key:
    """A key of an entry: what it holds, what editors are told of it, and what is there where it is left out."""

    def __init__(
        self,
        *,
        default: object,
        default_factory: Callable[[], object] | None = None,
        about: str = "",
        written: str | None = None,
        schema: Mapping[str, object] = NO_SCHEMA,
    ) -> None:
        self.default = default
        self.default_factory = default_factory
        self.about = about
        self.written = written
        self.schema = schema
        self.name = ""
        self.type: Any = None

    @property
    def is_needed(self) -> bool:
        """Whether it has to be there."""
        return self.default is NO_DEFAULT and self.default_factory is None

    def left_out(self) -> object:
        """Return what it holds where it is left out."""
        return self.default_factory() if self.default_factory else self.default


def key(
    about: str,
    *,
    default: object = NO_DEFAULT,
    default_factory: Callable[[], object] | None = None,
    written: str | None = None,
    **schema: object,
) -> Any:  # noqa: ANN401 - whatever the annotation beside it says
    """Describe a key for editors: it is needed unless it has a default, and may be `written` otherwise than named."""
    return Key(default=default, default_factory=default_factory, about=about, written=written, schema=schema)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(key,))
class Entry:
    """Something in a file with keys of its own. No other keys may stand there, and what was read does not change.

    `SCHEMA` is what editors are told beyond its keys; `__post_init__` may raise `Slip`.
    """

    SCHEMA: ClassVar[Mapping[str, object]] = {}
    KEYS: ClassVar[Mapping[str, Key]] = {}

    def __init_subclass__(cls) -> None:
        """Take the annotations for keys."""
        cls.KEYS = {}
        for name, kind in cls.__annotations__.items():
            if kind is ClassVar:
                continue
            given = cls.__dict__.get(name, NO_DEFAULT)
            found = given if isinstance(given, Key) else Key(default=given)
            found.name, found.type = name, kind
            cls.KEYS[found.written or name] = found

    def __init__(self, **values: object) -> None:
        own = {each.name: each.left_out() for each in self.KEYS.values() if each.name not in values}
        vars(self).update(own | values)
        self.__post_init__()

    def __post_init__(self) -> None:
        """Raise `Slip` where the values do not go together."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} does not change")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"

    def but(self, **changes: object) -> Self:
        """Return the same with other values."""
        return type(self)(**vars(self) | changes)


def keys_of(model: type[Entry]) -> Mapping[str, Key]:
    """Return the keys that an entry may have, as they are written."""
    return model.KEYS


def read(model: type[M], data: object) -> tuple[M | None, list[Fault]]:
    """Return what these data say, or None and everything that is wrong with them."""
    faults: list[Fault] = []
    made = _read(model, data, (), faults)
    return (None if faults else made), faults


def _read(kind: Any, value: Any, loc: Loc, faults: list[Fault]) -> Any:  # noqa: ANN401 - both are known only here
    """Return what a value says that an annotation describes; of what is wrong, note faults and return whatever."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _checked(inner[0], inner[1:], value, loc, faults)
    if origin in (Union, types.UnionType):  # with None: it may be left out
        return None if value is None else _read(_present(kind), value, loc, faults)
    if origin is Literal:
        if value not in inner:
            faults.append(Fault(loc, _no_choice(value, inner), by_check=True))
        return value
    if origin in (list, tuple):
        if not isinstance(value, list):
            faults.append(Fault(loc, Slip(NOT_LIST)))
            return value
        return origin(_read(inner[0], each, (*loc, place), faults) for place, each in enumerate(value))
    if origin is dict:
        if not isinstance(value, dict):
            faults.append(Fault(loc, Slip(NOT_KEYS, kind=kind_of(value))))
            return value
        return {name: _read(inner[1], each, (*loc, name), faults) for name, each in value.items()}
    return _entry(kind, value, loc, faults)


def _entry(model: type[Entry], value: object, loc: Loc, faults: list[Fault]) -> object:
    known = keys_of(model)
    if not isinstance(value, dict):
        faults.append(Fault(loc, Slip(NOT_GROUP, keys=", ".join(known), kind=kind_of(value))))
        return None
    before, values = len(faults), {}
    for name, each in known.items():
        if name in value:
            values[each.name] = _read(each.type, value[name], (*loc, name), faults)
        elif each.is_needed:
            faults.append(Fault((*loc, name), Slip(MISSING), is_missing=True))
    faults += _unknown(value, known, loc)
    if len(faults) > before:
        return None
    try:
        return model(**values)
    except Slip as slip:
        faults.append(Fault(loc, slip, by_check=True))
        return None


def _checked(kind: object, checks: tuple[object, ...], value: object, loc: Loc, faults: list[Fault]) -> object:
    """Return what the checks beside an annotation make of a value."""
    if kind == Translated and isinstance(value, dict):
        return _languages(checks, value, loc, faults)
    try:
        for check in checks:
            match check:
                case Parsed(parse):
                    value = parse(value)
                case Text(limit, kept) if isinstance(value, str):
                    value = value.strip(WHITE_SPACE)
                    if not 0 < len(value) <= limit:
                        slip = Slip(TOO_LONG, length=len(value.strip()), limit=limit) if value else Slip(BLANK)
                        faults.append(Fault(loc, slip))
                        return value
                    value = kept(value)
                case Then(further) if isinstance(value, str):
                    value = further(value)
                case _:
                    faults.append(Fault(loc, not_text(value)))
                    return value
    except Slip as slip:
        faults.append(Fault(loc, slip, by_check=True))
    return value


def _languages(
    checks: tuple[object, ...], value: dict[str, object], loc: Loc, faults: list[Fault]
) -> dict[str, object]:
    before = len(faults)
    there = [language for language in LANGUAGES if language in value]
    versions = {each: _checked(str, checks, value[each], (*loc, each), faults) for each in there}
    faults += _unknown(value, LANGUAGES, loc)
    if not versions and len(faults) == before:
        faults.append(Fault(loc, Slip(NO_LANGUAGE), by_check=True))
    return versions


def _present(kind: object) -> object:
    """Return what a value is described by if it is there."""
    (inner,) = (each for each in get_args(kind) if each is not types.NoneType)
    return inner


def _unknown(value: Iterable[str], known: Iterable[str], loc: Loc) -> Iterator[Fault]:
    keys = list(known)
    for name in value:
        if name not in keys:
            close = close_to(name.lower(), keys)
            slip = Slip(DID_YOU_MEAN, close=close) if close else Slip(UNKNOWN, keys=", ".join(keys))
            yield Fault((*loc, name), slip, of_key=True)


def _no_choice(value: object, possible: tuple[str, ...]) -> Slip:
    choices = ", ".join(possible)
    if close := close_to(str(value).lower(), possible, likeness=0.5):
        return Slip(CLOSE_CHOICE, text=shown(value), close=close, choices=choices)
    return Slip(NOT_A_CHOICE, text=shown(value), choices=choices)


def kind_of(value: object) -> Phrase:
    """Return what an author would call this kind of data."""
    match value:
        case None:
            return NOTHING
        case bool():
            return SWITCH
        case int() | float():
            return NUMBER
        case list():
            return LIST
        case dict():
            return GROUP
        case _:
            return TEXT


def not_text(value: object) -> Slip:
    """Return what to say where text was expected."""
    if isinstance(value, (bool, int, float)):
        return Slip(NOT_TEXT, text=shown(value), kind=kind_of(value))
    return Slip(NOT_ONE_TEXT, kind=kind_of(value))


def is_visible(text: str) -> bool:
    """Return whether a reader would see anything of this text."""
    return any(unicodedata.category(sign)[0] not in "CZM" and sign not in BLANK_LETTERS for sign in text)


def schema_of(model: type[Entry]) -> dict[str, Any]:
    """Return the JSON Schema of files that hold such an entry."""
    models: dict[str, dict[str, Any]] = {}
    top = _entry_schema(model, models)
    return {"$defs": dict(sorted(models.items())), **top}


def _entry_schema(model: type[Entry], models: dict[str, dict[str, Any]]) -> dict[str, Any]:
    known = keys_of(model)
    schema: dict[str, Any] = {"additionalProperties": False, **model.SCHEMA, "description": model.__doc__}
    schema["properties"] = {name: _key_schema(each, models) for name, each in known.items()}
    if needed := [name for name, each in known.items() if each.is_needed]:
        schema["required"] = needed
    return schema | {"type": "object"}


def _key_schema(each: Key, models: dict[str, dict[str, Any]]) -> dict[str, Any]:
    schema = _schema(each.type, models) | {"description": each.about, **each.schema}
    if each.default is not NO_DEFAULT and each.default is not None:
        schema["default"] = each.default
    return dict(sorted(schema.items()))


def _schema(kind: Any, models: dict[str, dict[str, Any]]) -> dict[str, Any]:  # noqa: ANN401 - an annotation
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _text_schema(inner[0], inner[1:])
    if origin in (Union, types.UnionType):
        return _schema(_present(kind), models)
    if origin is Literal:
        return {"type": "string", **({"enum": [*inner]} if inner[1:] else {"const": inner[0]})}
    if origin in (list, tuple):
        return {"type": "array", "items": _schema(inner[0], models)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(inner[1], models)}
    if kind.__name__ not in models:
        models[kind.__name__] = {}  # its place, should it hold itself
        models[kind.__name__] = _entry_schema(kind, models)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _text_schema(kind: object, checks: tuple[object, ...]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for check in checks:
        match check:
            case Text(limit):
                schema |= {"maxLength": limit, "minLength": 1}
            case Parsed(_, more) | Then(_, more):
                schema |= more
    schema = dict(sorted(schema.items()))
    if kind != Translated:
        return schema
    versions = dict.fromkeys(LANGUAGES, schema)
    return {"oneOf": [schema, {"additionalProperties": False, "properties": versions, "type": "object"}]}
