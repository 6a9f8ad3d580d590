"""Saying who somebody is: what a member agrees to in the browser, and the code and tokens that follow from it."""

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.standin.errors import DiscordError
from tests.standin.routes import Call, Json, route

if TYPE_CHECKING:
    from tests.standin.guild import User
    from tests.standin.world import World


def agreed(world: "World", user: "User", address: str) -> str:
    """Return where somebody is led who agrees on the page at an address."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert urlsplit(address).netloc == "discord.com"
    assert (asked["client_id"], asked["response_type"]) == (str(world.app_id), "code")
    assert asked["scope"] == "identify", "nothing more is needed"
    code = f"code-{world.next_id()}"
    world.codes[code] = (user, asked["redirect_uri"])
    return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"


@route("POST", "/oauth2/token")
def token(call: Call) -> Json:
    body = _known(call)
    user, back = call.world.codes.pop(body["code"], (None, ""))
    if user is None or back != body["redirect_uri"] or body["grant_type"] != "authorization_code":
        raise DiscordError(0)
    granted = f"member.token.{call.world.next_id()}"
    call.world.grants[granted] = user
    return {"access_token": granted, "token_type": "Bearer", "expires_in": 604800, "scope": "identify"}


@route("POST", "/oauth2/token/revoke")
def revoke(call: Call) -> Json:
    call.world.grants.pop(_known(call)["token"], None)
    return {}


def _known(call: Call) -> Json:
    """Return the form of an application that is known by its secret."""
    body: Json = call.body
    if (body.get("client_id"), body.get("client_secret")) != (str(call.world.app_id), call.world.client_secret):
        raise DiscordError(0)
    return body
