"""Where links lead: their site, and what kind of place that is.

Works on folded text (see `forms`), so an address in full-width or look-alike letters is found, too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from bot.core.moderation.message.forms import fold

# Without "https://", a name with one of these endings is a place; with one of the others only if a path follows, or if
# the name has a hyphen or a digit: "I was tired.online" is a full stop without a blank.
_BARE = "com|net|org|info|biz|fi|io|gg|tv|eu|xyz|app|shop|casino|cc|cfd|date|fans|finance|icu|loans|lol|pw|ru|store|vip"
_YOUNG = (
    "art|bet|bid|cam|cash|casino|cc|cfd|chat|claims|click|club|co|date|download|fans|finance|fun|fund|games|gift|host|icu|lat"
    "|link|live|loan|loans|lol|market|monster|network|one|online|page|pm|pro|pw|ru|site|space|store|support|to|top|trade|vip"
    "|website|win|world"
)
_WITH_PATH = f"{_BARE}|{_YOUNG}|be|de|dev|fm|gl|gd|in|it|ly|me|pl|se|to|uk|us"
_FILES = (
    "bat|bin|bmp|c|cc|cfg|class|cmd|conf|cpp|cs|css|csv|dat|db|dll|dmg|doc|docx|env|exe|flac|gif|go|gz|h|htm|html|hpp|ico"
    "|ini|ipynb|iso|jar|java|jpeg|jpg|js|json|jsx|kt|lock|log|lua|m4a|md|mid|midi|mkv|mov|mp3|mp4|msi|odt|ogg|pdf|php|png"
    "|ppt|pptx|ps1|py|pyc|rar|rb|rs|rst|rtf|scr|sh|sql|srt|svg|swift|tar|tex|tmp|toml|ts|tsx|ttf|txt|vbs|wav|webm|webp|xls"
    "|xlsx|xml|yaml|yml|zip"
)
"""With any other ending a name with a hyphen is a place ("claim-prize.onlime"), or one before a path with a digit:
frauds make endings up, or write them wrong for those who filter."""
_HALF_INVITE = ".gg/"
"""How people write an invitation where "discord" is filtered."""
_PATH = r"""[^\s<>()\[\]"'”]*[^\s<>()\[\]"'”.,;:!?*_~|…]"""
_SPELLED_DOT = r"\s?[(\[{]\s?(?:dot|piste)\s?[)\]}]\s?|\s{1,3}\.\s?|\.\s{1,2}(?=\w+/)"
_PLAIN = (
    rf"(?<!\w)/?watch\?v=[\w-]{{8,}}"
    rf"|https?://{_PATH}"
    rf"|(?<![\w@.-])(?:[\w-]{{1,63}}\.){{1,4}}(?:(?:{_WITH_PATH})/{_PATH}|(?:{_BARE})\b(?![\w@-]|\.\w))"
    rf"|(?<![\w@.-])(?=[\w.]*[\d-])(?:[\w-]{{1,63}}\.){{1,4}}(?:{_YOUNG})\b(?![\w@-]|\.\w)"
    rf"|(?<![\w.-]){re.escape(_HALF_INVITE)}[\w-]{{2,32}}"
    rf"|(?<![\w@./-])(?=\w+-\w)(?:[\w-]{{3,63}}\.){{1,3}}(?!(?:{_FILES})\b)[a-z]{{2,8}}(?:/{_PATH}|\b(?![\w@-]|\.\w))"
    rf"|(?<![\w@./-])\w{{3,63}}\.(?!(?:{_FILES})\b)[a-z]{{2,6}}/(?=[\w-]*\d)[\w-]{{4,}}"
)
_SPELLED_END = rf"(?:{_SPELLED_DOT})(?:com|net|org|fi|gg|tv)\b"
_LINK = re.compile(_PLAIN)
_LINK_OR_SPELLED = re.compile(
    rf"{_PLAIN}|(?<![\w@.-])(?!(?!discord)[\w-]+\s+\.gg/)(?:www\.)?[\w-]{{3,63}}{_SPELLED_END}(?:\s?/{_PATH})?"
)
_SPELLED = re.compile(_SPELLED_END)  # only where this is found are spelled dots worth the look at every word
_SIGN_OF_ONE = re.compile(
    r"\.\w|\.\s{1,2}(?:com|net|org|fi|gg|tv)\b"
)  # most messages have none, and are spared the rest
_DOT = re.compile(_SPELLED_DOT)

_INVITES = re.compile(
    r"(?:discord(?:app)?\.com/invite|discord\.gg|dsc\.gg|discord\.me|invite\.gg|disboard\.org/server|"
    r"chat\.whatsapp\.com|(?:t|telegram)\.me/(?:\+|joinchat))(?:/|\+|$)"
)


def _sites(names: str) -> frozenset[str]:
    return frozenset(names.split())


_SHORTENERS = _sites(
    """adf.ly adfoc.us amzn.to bc.vc bit.do bit.ly bitly.com buff.ly clck.ru cutt.ly dlvr.it fb.me gg.gg goo.gl is.gd
    j.mp linkbucks.com lnk.to ow.ly ouo.io
    rb.gy rebrand.ly s.id shorte.st shorturl.at smarturl.it snip.ly t.co t.ly tiny.cc tinyurl.com trib.al v.gd
    wp.me x.co"""
)
_MESSENGERS = _sites("t.me telegram.me wa.me m.me signal.me")
_PICTURES = _sites("tenor.com giphy.com klipy.com gfycat.com cdn.discordapp.com media.discordapp.net media.giphy.com")
# What is behind these wants money, an order or a signature.
_ASKING = _sites(
    """avaaz.org buymeacoffee.com cash.app change.org ebay.com etsy.com fiverr.com gofundme.com gumroad.com
    indiegogo.com kickstarter.com ko-fi.com mesenaatti.me onlyfans.com patreon.com paypal.com paypal.me
    play.google.com redbubble.com teespring.com tori.fi venmo.com"""
)
# Many people's pages are here: whose they are shows in the path.
_SHARED = _sites(
    """blogspot.com bsky.app facebook.com github.com instagram.com linkedin.com mastodon.social medium.com pinterest.com
    reddit.com soundcloud.com spotify.com substack.com threads.net tiktok.com tumblr.com twitch.tv twitter.com vimeo.com
    wordpress.com x.com youtu.be youtube.com"""
)
_SOURCES = _sites(
    """archive.org arxiv.org bbc.co.uk bbc.com doi.org doria.fi economist.com ft.com guardian.co.uk hbr.org hs.fi
    jstor.org nature.com nhs.uk nytimes.com pewresearch.org pubmed.gov reuters.com royalmail.com sagepub.com science.org
    sciencedirect.com springer.com ssrn.com
    stackexchange.com stackoverflow.com stat.fi ted.com creativecommons.org crossref.org europeana.eu finlex.fi finna.fi
    git-scm.com gutenberg.org helsinki.fi ietf.org kela.fi khanacademy.org letsencrypt.org loc.gov man7.org mdn.io
    mozilla.org oecd.org openlibrary.org openstreetmap.org opensource.guide oreilly.com osf.io owasp.org php.net
    postgresql.org python.org rfc-editor.org rust-lang.org sqlite.org standardebooks.org suomi.fi thl.fi un.org
    unicode.org vero.fi w3.org worldcat.org zenodo.org theconversation.com theguardian.com theseus.fi
    urn.fi who.int wikimedia.org wikipedia.org wired.com yle.fi"""
)
_MANUAL = re.compile(
    r"(?:(?:docs|developers?|learn|wiki|man|api|help|handbook|kirjasto)\.[^/]+"
    r"|[^/]+\.(?:readthedocs\.io|readthedocs\.org|docs\.rs)"
    r"|[^/]+/(?:[^?]*/)?(?:docs?|documentation|wiki|manual|reference|guide|faq|handbook|ohje|ohjeet|opas))(?:$|[/?])"
)
_PUBLIC = re.compile(
    r"\.(?:edu|gov|int)$|(?:^|\.)(?:edu|gov|ac|parliament)\.[a-z]{2}$"
    r"|(?:^|\.)[a-z]*(?:librar(?:y|ies)|museum|universit|kirjasto|museo|yliopisto)[a-z]*\.[a-z.]+$"
)
_TWO_PART_ENDING = re.compile(r"\.(?:co|com|org|net|ac|gov|edu)\.[a-z]{2}$")
_REFERRAL = re.compile(r"[?&/](?:ref|r?ref_?id|refer\w*|aff\w*|partners?|invite\w*|promo\w*)(?:=\w|/)")
_TRACKING = re.compile(
    r"(?:^|&)(?:utm_\w+|fbclid|gclid|igshid|si|feature|ref_src|mc_[ce]id|msclkid)=[^&]*", re.IGNORECASE
)


TELLING = 3
"""Letters of a word in a path that says what is there; a shop or a fraud has one such word, or numbers."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in folded text, from `start` to `end`; `address` is what it comes to however it is written.

    It is `bare` when it is only the name of a site, as in "Example.com changed that".
    """

    start: int
    end: int
    address: str
    bare: bool

    @property
    def host(self) -> str:
        """The name of the server that it leads to."""
        return self.address.partition("/")[0]

    @property
    def site(self) -> str:
        """Whose place it is: the registered name, and on a platform of many the page on it."""
        name = registered(self.host)
        path = self.address.partition("/")[2]
        if name not in _SHARED:
            return name
        return f"{name}/{path}" if "?v=" in path else f"{name}/{path.partition('?')[0].partition('/')[0]}"

    @property
    def invites(self) -> bool:
        """Whether it leads into another server or group."""
        return _INVITES.match(self.address) is not None

    @property
    def shortened(self) -> bool:
        """Whether nobody can see where it leads."""
        return self.host in _SHORTENERS

    @property
    def asks(self) -> bool:
        """Whether the place asks for money, signatures or orders, or rewards whoever sent people there."""
        places = {self.host, registered(self.host)}
        return not places.isdisjoint(_ASKING) or _REFERRAL.search(self.address) is not None

    @property
    def cites(self) -> bool:
        """Whether it leads to a source: a paper, an encyclopedia, a manual, a university, an office."""
        if not {self.host, registered(self.host)}.isdisjoint(_SOURCES) or _PUBLIC.search(self.host):
            return True
        return _MANUAL.match(self.address) is not None

    @property
    def names_its_page(self) -> bool:
        """Whether its path says in words what is there, on a site that is not everybody's: "/garden/leaf-mould"."""
        host, _, path = self.address.partition("/")
        if self.asks or registered(host) in _SHARED:
            return False
        words = path.removesuffix("/").removesuffix(".html").replace("-", "/").split("/")
        return all(map(str.isalpha, words)) and sum(len(word) >= TELLING for word in words) > 1

    @property
    def reaches(self) -> bool:
        """Whether it opens a talk with one person."""
        return self.host in _MESSENGERS

    @property
    def shows(self) -> bool:
        """Whether it is a picture, as the platform's own picker sends them, or a message here: no place to go to."""
        return self.host in _PICTURES or self.address.startswith("discord.com/channels/")

    def is_under(self, domain: str) -> bool:
        """Whether it leads to this domain or one below it."""
        return f".{self.host}".endswith(f".{domain}")


def links_in(folded: str) -> list[Link]:
    """Return the links of a folded text in order."""
    if not (_SIGN_OF_ONE.search(folded) or "(" in folded or "[" in folded or "?v=" in folded):
        return []
    places = _LINK_OR_SPELLED.finditer(folded) if _SPELLED.search(folded) else _plain_links(folded)
    return [
        Link(*found.span(), address_of(typed := found[0]), bare="/" not in typed and "=" not in typed)
        for found in places
    ]


def _plain_links(folded: str) -> Iterator[re.Match[str]]:
    """Yield the links without blanks in them: only pieces of the text that have a sign of one are looked at closely."""
    end = 0
    for piece in folded.split():
        if "." in piece[:-1] or "?v=" in piece or "://" in piece:
            start = folded.index(piece, end)
            end = start + len(piece)
            yield from _LINK.finditer(folded, start, end)


@lru_cache(maxsize=1_024)  # in an attack one link comes again and again
def address_of(url: str) -> str:
    """Return what an address comes to: without scheme, "www.", tracking parameters, fragment and last slash."""
    url = _DOT.sub(".", url.lower())
    if url.lstrip("/").startswith("watch?v="):
        return f"youtube.com/{url.lstrip('/')}"
    if url.startswith(_HALF_INVITE):
        return f"discord{url}"
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = parts.hostname or ""
    except ValueError:  # "https://[": whatever it is, it leads nowhere
        return url
    query = _untracked(parts.query)
    path = parts.path.rstrip("/") + (f"?{query}" if query else "")
    return host.removeprefix("www.").removeprefix("m.") + path


def without_tracking(url: str) -> str:
    """Return an address as it was written, without the parameters that only track who follows it."""
    address, asks, query = url.partition("?")
    query, marks, fragment = query.partition("#")
    left = _untracked(query)
    return address + (asks if left else "") + left + marks + fragment


def _untracked(query: str) -> str:
    return _TRACKING.sub("", query).removeprefix("&")


def addresses(urls: Iterable[str]) -> frozenset[str]:
    """Return what these links come to."""
    return frozenset(address_of(fold(url)) for url in urls)


def registered(host: str) -> str:
    """Return the registered name of a server: the last two parts of its name, or three."""
    keep = 3 if _TWO_PART_ENDING.search(host) else 2
    return ".".join(host.split(".")[-keep:])
