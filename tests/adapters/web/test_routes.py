"""Every route has a row: what each kind of viewer gets there. A route without one fails."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.adapters.catalogues import words
from bot.adapters.web.frame.site import SITE, Site
from bot.adapters.web.frame.statics import STATICS
from bot.core.requests.rights import Standing
from bot.core.requests.tickets import View
from tests.adapters.web.archives import played_archive
from tests.adapters.web.rooms import room
from tests.adapters.web.sites import Answered, Visitor, served
from tests.adapters.web.test_health import watched
from tests.stage import MEGHAN

Rows = Mapping[tuple[str, str], Mapping[str, int]]
"""By method and path: which viewer gets which status."""

EVERYWHERE: Rows = {
    ("GET", "/robots.txt"): {"stranger": 200},
    ("GET", "/static/{hash}/{name}"): {"stranger": 200},
}
GUIDES: Rows = {
    ("GET", "/help"): {"stranger": 303},
    ("GET", "/help/{who}"): {"stranger": 200},
    ("GET", "/help/pictures/{name}"): {"stranger": 404},
}
REHEARSAL: Rows = {
    **EVERYWHERE,
    ("GET", "/"): {"stranger": 200},
    ("GET", "/events"): {"stranger": 200},
    ("POST", "/actions"): {"stranger": 202},
    ("GET", "/files/{name}"): {"stranger": 200},
    ("GET", "/sessions"): {"stranger": 200},
    ("GET", "/sessions/{number}/"): {"stranger": 200},
    ("GET", "/sessions/{number}/q/{question}"): {"stranger": 404},  # not asked yet
    ("GET", "/sessions/{number}/q/{question}/answers.md"): {"stranger": 404},
    ("GET", "/sessions/{number}/m/{message}"): {"stranger": 404},
    ("GET", "/sessions/{number}/{file}"): {"stranger": 200},
    ("GET", "/search"): {"stranger": 200},
    **GUIDES,
    ("GET", "/packs"): {"stranger": 200},
    ("GET", "/packs/edit"): {"stranger": 200},
    ("POST", "/packs/edit"): {"stranger": 422},
}


NO_PLANNER = dict.fromkeys(
    (
        *("stranger", "revoked", "other session", "public", "organiser", "no member", "member", "host"),
        *("signed in organiser", "signed out", "role lost"),
    ),
    404,
)
"""Whoever may not write packs: who has a link alone, too, and hosts of one chat."""

ARCHIVE: Rows = {
    **EVERYWHERE,
    **GUIDES,
    **{
        ("GET", path): {
            **dict.fromkeys(("stranger", "revoked", "other session", "no member", "signed out", "role lost"), 404),
            **dict.fromkeys(("public", "member"), public),
            **dict.fromkeys(("organiser", "host", "signed in organiser"), full),
        }
        for path, public, full in (
            ("/sessions/{number}/", 200, 200),
            ("/sessions/{number}/q/{question}", 200, 200),
            ("/sessions/{number}/q/{question}/answers.md", 200, 200),
            ("/sessions/{number}/m/{message}", 303, 303),
            ("/sessions/{number}/events", 404, 404),  # the chat is over
            ("/sessions/{number}/{file}", 200, 200),
        )
    },
    ("GET", "/"): {"stranger": 404, "revoked": 404, "public": 303, "no member": 303, "organiser": 303},
    ("GET", "/s/{token}"): {"stranger": 404},
    ("GET", "/sessions"): {"stranger": 404, "revoked": 404, "signed out": 404, "public": 200, "no member": 200},
    ("GET", "/search"): {"stranger": 404, "revoked": 404, "public": 200, "organiser": 200},
    ("GET", "/voices"): {
        **dict.fromkeys(("stranger", "revoked", "other session", "public", "member", "host", "role lost"), 404),
        **dict.fromkeys(("organiser", "signed in organiser"), 200),
    },
    ("GET", "/links"): {
        **dict.fromkeys(("stranger", "revoked", "other session", "public", "member", "host", "role lost"), 404),
        **dict.fromkeys(("organiser", "signed in organiser"), 200),
    },
    ("GET", "/packs"): {**NO_PLANNER, "planner": 303},
    ("GET", "/servers/{server}/packs"): {**NO_PLANNER, "planner": 200, "planner elsewhere": 404},
    ("GET", "/servers/{server}/packs/edit"): {**NO_PLANNER, "planner": 200, "planner elsewhere": 404},
    ("POST", "/servers/{server}/packs/edit"): {**NO_PLANNER, "planner": 422, "planner elsewhere": 404},
    ("POST", "/links/{id}/revoke"): {"stranger": 404, "revoked": 404, "public": 404, "member": 404, "organiser": 303},
    ("POST", "/leave"): {"stranger": 200},
    ("POST", "/sessions/{number}/feed"): {
        **dict.fromkeys(("stranger", "revoked", "other session", "public", "member", "host", "role lost"), 404),
        "signed in organiser": 200,
    },
    ("GET", "/feeds/{token}/recaps.atom"): {"stranger": 404, "organiser": 404},
    ("GET", "/feeds/{token}/chats.ics"): {"stranger": 404, "organiser": 404},
    ("GET", "/sign-in"): {"stranger": 303},
    ("GET", "/sign-in/back"): {"stranger": 400},
}


HEALTH: Rows = {**EVERYWHERE, ("GET", "/healthz"): {"stranger": 200}, ("GET", "/metrics"): {"stranger": 200}}


@asynccontextmanager
async def health(folder: Path) -> AsyncIterator[Visitor]:
    async with watched(folder) as (_, visitor):
        yield visitor


@asynccontextmanager
async def archive(folder: Path) -> AsyncIterator[Visitor]:
    async with played_archive(folder) as served:
        visitor = served.visitor
        message = next(m.id for m in served.stage.room.messages.values() if "The sky over" in m.text)
        revoked = await served.token()
        await served.stage.store.revoke_ticket(served.stage.room.ref.channel, 1, served.stage.clock.now())
        holders = {
            "revoked": revoked,
            "other session": await served.token(session=2),
            "public": await served.token(session=1, view=View.PUBLIC),
            "organiser": await served.token(),
        }
        members = {
            "no member": await served.sign_in(1),
            "member": await served.sign_in(2, Standing.EVERYONE),
            "host": await served.sign_in(MEGHAN.id, Standing.EVERYONE),
            "signed in organiser": await served.sign_in(4, Standing.ORGANISER),
            "signed out": await served.sign_in(5, Standing.ORGANISER),
            "role lost": await served.sign_in(6, Standing.ORGANISER),
            "planner": await served.sign_in(7, Standing.HOST_ROLE),
            "planner elsewhere": await served.sign_in(8, Standing.HOST_ROLE),
        }
        await served.asks("/leave", method="POST", headers={"Cookie": members["signed out"]})
        await served.asks("/sessions", headers={"Cookie": members["role lost"]})
        del served.platform.standings[6]
        del served.platform.standings[8]
        await served.stage.advance(minutes=6)
        visitor.cookies = {viewer: f"tchat={token}" for viewer, token in holders.items()} | members
        visitor.parts = {"{number}": "1", "{question}": "1", "{message}": str(message), "{file}": "transcript.md"}
        visitor.parts["{server}"] = str(served.stage.room.ref.guild)
        yield visitor


@asynccontextmanager
async def frame(_: Path) -> AsyncIterator[Visitor]:
    async with served() as visitor:
        yield visitor


@asynccontextmanager
async def rehearsal(folder: Path) -> AsyncIterator[Visitor]:
    async with room(folder) as (_, visitor):
        visitor.parts = {"{number}": "1", "{question}": "1", "{message}": "1", "{file}": "transcript.md"}
        yield visitor


@asynccontextmanager
async def with_a_token(_: Path) -> AsyncIterator[Visitor]:
    async with served(Site(words, token="hunter2")) as visitor:
        yield visitor


SITES: Mapping[str, tuple[Callable[[Path], AbstractAsyncContextManager[Visitor]], Rows]] = {
    "frame": (frame, EVERYWHERE),
    "frame with a token": (with_a_token, {**EVERYWHERE, ("GET", "/in/{token}"): {"stranger": 404}}),
    "rehearsal": (rehearsal, REHEARSAL),
    "archive": (archive, ARCHIVE),
    "health": (health, HEALTH),
}
EACH_SITE = pytest.mark.parametrize("site", SITES)


@EACH_SITE
async def test_every_route_has_a_row_and_every_row_a_route(site: str, tmp_path: Path) -> None:
    opened, rows = SITES[site]
    async with opened(tmp_path) as visitor:
        routes = {(each.method, each.resource.canonical) for each in visitor.app.router.routes() if each.resource}
        assert routes == set(rows)


@EACH_SITE
async def test_each_viewer_gets_what_the_row_says_and_other_sites_change_nothing(site: str, tmp_path: Path) -> None:
    opened, rows = SITES[site]
    async with opened(tmp_path) as visitor:
        under_any_name = bool(visitor.app[SITE].token)
        wrong: list[tuple[object, ...]] = []
        for method, path, viewer, status in _rows(rows):
            for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "", "Origin": "https://evil.example"}):
                answered = await _asked(visitor, method, path, headers, viewer=viewer)
                if answered.status != (status if method == "GET" else 403):
                    wrong.append((method, path, viewer, headers, answered.status))
            answered = await _asked(visitor, method, path, {"Host": "evil.example"})
            if answered.status != (status if under_any_name else 403):
                wrong.append((method, path, viewer, "evil.example", answered.status))
        for method, path, viewer, status in _rows(rows):
            answered = await _asked(visitor, method, path, viewer=viewer)
            if answered.status != status:
                wrong.append((method, path, viewer, "itself", answered.status))
        assert wrong == []


def _rows(rows: Rows) -> list[tuple[str, str, str, int]]:
    """Return who asks for what and gets what; what changes something comes last."""
    return [
        (method, path, viewer, status) for method, path in sorted(rows) for viewer, status in rows[method, path].items()
    ]


async def _asked(
    visitor: Visitor, method: str, path: str, headers: dict[str, str] | None = None, *, viewer: str = ""
) -> Answered:
    headers = {**(headers or {}), "Cookie": visitor.cookies.get(viewer, "")}
    asked = (
        path.replace("{name}", "transcript.html")
        .replace("{id}", "4")
        .replace("{token}", "forged")
        .replace("{who}", "host")
    )
    for part, value in visitor.parts.items():
        asked = asked.replace(part, value)
    if path.startswith("/static"):
        asked = visitor.app[STATICS].address("alone.css")
    if path == "/events":
        asked = "/events?since=of-another-process"  # ends after one word
    return await visitor.asks(
        asked, method=method, headers=headers, json={"action": "step"} if method == "POST" else None
    )
