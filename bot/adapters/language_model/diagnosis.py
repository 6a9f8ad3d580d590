"""Whether the language model answers, how well it keeps to a form, and whether what it is sent leaves this network."""

import ipaddress
import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.adapters.language_model.endpoint import Endpoint
from bot.app.ports.language_model import READY, READY_SCHEMA, ModelError
from bot.core.base.errors import Phrase
from bot.core.base.finding import Finding, fault_of, good, warning
from bot.core.base.words import N_

ANSWERS = N_("The language model {name} at {place} answers, {form}.")
FORMS = (
    N_("and takes a schema for its answers"),
    N_("and takes JSON with a schema beside it for its answers"),
    N_("and takes JSON without a schema for its answers"),
    N_("but takes no form for its answers; more of its lines will be dropped"),
)
ASTRAY = N_("The language model {name} at {place} answers, but not with the JSON that was asked for.")
ELSEWHERE = N_("summary.model: quotes are sent to {place}, outside this network; tell your members.")


async def examine(endpoint: Endpoint, url: str) -> Sequence[Finding]:
    """Ask for one small answer, and return what was found."""
    found = [] if _is_near(url) else [warning(ELSEWHERE, place=endpoint.place)]
    try:
        said = await endpoint.answer(READY, "{}", READY_SCHEMA)
    except ModelError as error:
        return [fault_of(error), *found]
    try:
        is_json = isinstance(json.loads(said), dict)
    except (ValueError, RecursionError):
        is_json = False
    if not is_json:
        return [warning(ASTRAY, name=endpoint.name, place=endpoint.place), *found]
    form = Phrase(FORMS[endpoint.form])
    return [good(ANSWERS, name=endpoint.name, place=endpoint.place, form=form), *found]


def _is_near(url: str) -> bool:
    """Return whether an address is on this computer or in a private network."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith((".local", ".internal", ".home.arpa"))
