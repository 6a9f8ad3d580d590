"""To which kind a word belongs, so that a message becomes a short string of kinds, on which patterns can be run.

A kind is one letter. Nearly all the words listed here are innocent: only their order says anything (see `phrases`).
Look-alike letters, "fr33", "pleeease" and slips of the finger in longer words make no difference.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.core.moderation.message.forms import Inflections, fold, spellings
from bot.core.text.stopwords import stopwords

# English and Finnish; "look/s/ing" stands for look, looks, looking. A word is of one kind.
WORDS = {
    # what people are told to do
    "subscribe": "subscribe/s subscribing sub subbing tilaamassa",
    "order": "order tilaa tilata tilatkaa tilauksen",  # also "in order to", "room", and to subscribe
    "follow": "follow/ing seuraa seurata seuratkaa seuraamassa",
    "add": "add/ing lisätkää",
    "like": "like upvote rate tykkää tykätä tykätkää tykkäämässä peukuta peukuttaa peukuttakaa",
    "comment": "comment kommentoi kommentoikaa",
    "share": "share retweet spread jaa jakakaa",
    "tag": "tag tagaa tagatkaa tägää tägätkää",
    "check": """check checkout chek peep visit tsekkaa tsekata tsekatkaa tsekkaamassa tsekkaamaan vilkaise
        vilkaiskaa kurkkaa kurkatkaa tutustu tutustukaa tutustumassa tutustumaan""",
    "look": """watch/ing see look listen/ing view hear play read learn browse try checking visiting katso
        katsokaa katsomassa katsomaan kuuntele kuunnelkaa kuuntelemassa kuuntelemaan lue lukekaa lukemassa
        lukemaan kokeile kokeilkaa testaa testatkaa""",
    "find": "find löydät löydätte",
    "join": """join register sign signup enter enrol enroll apply hae varaa liity liittykää osallistu osallistua
        osallistukaa rekisteröidy rekisteröitykää ilmoittaudu ilmoittautukaa""",
    "click": """click/ing tap download install search google type dm pm inbox msg contact klikkaa klikatkaa
        lataa ladatkaa googlaa painakaa""",
    "buy": "buy purchase preorder osta ostakaa palkkaa hire",
    "shop": "shop shops",
    "earn": "earn make/s making earning tienaa tienaatko tienatkaa ansaitse",
    "get": """get getting win grab claim receive reach gain grow boost hit kasvata nappaa voita voittakaa hanki
        hankkikaa saat saatte saa saada""",
    "reach": """email e-mail mail text call phone ring write reply soita soittakaa sähköpostia sähköpostitse
        viestiä yksityisviestiä yksityisviestillä yhteyttä""",
    "vote": "vote äänestä äänestäkää äänestämässä",
    "support": "support donate help tue tukekaa auta auttakaa lahjoita lahjoittakaa",
    "give": """give take drop leave throw smash anna antakaa ota ottakaa laita laittakaa pistä pistäkää jätä
        jättäkää heitä heittäkää""",
    "go": "go lähde lähtekää come stop swing head käy käykää mene menkää tule tulkaa",
    "tell": "tell let kertokaa",
    "use": "use käytä käyttäkää",
    "forget": "forget remember unohda unohtako unohtakaa muista muistakaa",
    "paste": "copy paste repost kopioi kopioikaa liitä liittäkää",
    "checked": """checked visited subscribed subbed followed watched listened joined tsekkaisit tilaisit
        seuraisit kuuntelisit katsoisit""",
    # what the author did
    "made": """made uploaded upload/ing posted posting started launched opened created recorded did do doing
        dropped released wrote writing composed vlogging cooked tein latasin aloitin julkaisin perustin""",
    "sing": "sing singing sang rap rapping covered recreated compose produce producing laulan räppään",
    "sell": "sell selling offer offering",
    "isell": "myyn myymme tarjoan tarjoamme",
    # what is pushed
    "spot": "channel/s chanel page/s profile/s bio profiilissa profiilissani biossa biossani",
    "messenger": "telegram telegramissa whatsapp whatsapissa skype kik wechat viber",
    "badge": "name icon picture pic avatar face username description",
    "thing": """website/s site/s blog/s vlog/s video/s vid/s vidz clip/s cover/s song/s music track/s album/s
        mixtape/s remix/es beat/s single/s playlist/s podcast/s stream/s livestream/s twitch youtube yt insta
        instagram ig facebook fb twitter tiktok linkedin pinterest bluesky mastodon substack snapchat snap
        soundcloud spotify patreon onlyfans kickstarter gofundme etsy account/s feed newsletter/s server/s
        discord group/s book/s ebook/s novel/s app/s game/s gameplay/s course/s webinar/s masterclass store/s
        webshop/s merch petition/s campaign/s fundraiser/s portfolio raps sound/s tune/s freestyle/s verse/s ep
        lp animation/s parody parodies vine/s lesson/s tutorial/s montage/s uploads trailer/s demo lyrics
        movie/s film/s sketch/es mashup/s recording/s version/s choreography hoodie/s tshirt/s tee/s shirts""",
    "work": "work company business project/s startup content stuff art product/s service/s team talent voice",
    "role": """youtuber vlogger blogger streamer rapper singer songwriter musician producer composer drummer
        guitarist pianist artist dj photographer designer band duo gamer comedian agency tubettaja striimaaja
        bloggaaja vloggaaja räppäri laulaja muusikko artisti""",
    "crowd": "subscribers subs followers fans follows tilaajaa tilaajia seuraajaa seuraajia",
    "views": "views viewers likes katsojia katselukertoja tykkäystä tykkäyksiä",
    "favour": "tilaus seuraus tykkäys peukku peukun peukkua seurantaan kuunteluun tilaukseen katseluun jakoon",
    "money": """money cash dollars bucks euros usd eur profit/s paypal bitcoin/s btc crypto rahaa euroa tuloja
        lisätuloja""",
    "scheme": """krypto kryptoa kryptolla kryptot presale forex invest/ed investing trader/s loan/s lainaa
        vakuuksia sijoitin sijoita sijoitus""",
    "free": """free discount sale coupon/s promo deal/s voucher/s referral affiliate ilmainen ilmaiseksi
        ilmaista ilmaisia tarjous alennuksen alennusta""",
    "gift": "gift prize/s reward/s credits palkinto palkintoja lahjakortti lahjakortteja",
    "code": "code/s koodi koodilla koodia koodin",
    "promocode": "alennuskoodilla alekoodilla tarjouskoodilla",
    "giveaway": "giveaway/s raffle arvonta arvontaan arvonnan arvontani arvontaani arvontaamme",
    "paid": "paid payout",
    "available": "available saatavilla",
    "said": """answer/s reply replies comments post/s point/s message/s question/s thread earlier previous above
        summary notes vastaus vastaukset vastauksen vastaukseni viesti viestini kommenttini kysymys kysymykseni""",
    # how it is asked for
    "please": "please pls plz pliz plis kindly kiitos voisitko voisitteko viitsisitkö viitsisittekö",
    "can": "can could would will",
    "ask": "why what how which miksi mitä miten mikä kuinka",
    "not": "not don't dont ei et älä",
    "if": "if jos",
    "thumbs": "thumbs peukut",
    "won": "won winner selected voitit voittanut",
    "chance": "chance mahdollisuus mahdollisuuden",
    "hurry": "midnight limited hurry expires whitelist guaranteed autopilot presave ehdit ehtii",
    "left": "left remaining jäljellä",
    "moment": "second sec secs minute min moment shot hetki hetken",
    "old": "old vuotias",
    "by": "by",
    "named": "called named nimeltä nimeltään",
    "mean": "mean means appreciate appreciated grateful glad happy",
    "lot": "lot world much everything",
    "need": "need want wants wanna trying aiming hoping looking tarvitsen haluan yritän yritämme",
    "hope": "hope guarantee promise think know toivottavasti lupaan mieltä",
    "enjoy": "enjoy love tykkäätte tykkäät",
    "feedback": "feedback opinion/s critique criticism palautetta",
    "sorry": "sorry spam spamming shameless self plug spämmi spämmistä anteeksi pahoittelut mainos mainostus",
    "reciprocal": "sub4sub subforsub s4s f4f l4l follow4follow like4like followforfollow likeforlike sub2sub",
    # who and whose
    "my": "my our mine minun mun meidän meiän omaa",
    "me": "me us minua mua meitä minulle mulle meille",
    "i": "i im i'm ive i've ill i'll id i'd we we're we've minä mä mäkin minäkin",
    "they": """they he she that's thats people who those others someone somebody nobody users customers brands
        companies it's one ihmiset he hän joka jotka moni monet kukaan jotkut""",
    "you": """you your u ya you'll you're guys everyone everybody anyone anybody all y'all folks friend/s dude
        sinä te kaikki tyypit""",
    "it": "it him her them em sitä niitä",
    # between
    "the": """a an the this these that new newest latest first own cool awesome amazing great little small some
        another official recent next upcoming brand best tämä tätä tuo tuota uusi uuden uutta uusin uusimman
        uusinta ensimmäinen ensimmäisen""",
    "more": "more lisää",
    "out": "out up over ulkona",
    "off": "off",
    "to": "to at on in for of with from into about under",
    "and": "and or also just then so but hey hi hello well btw ja myös niin sitten hei moi moikka no",
    "back": "back takaisin",
    "here": "nyt now here today below tonight täältä tästä täällä tänne tässä tänään",
    "url": "link links linkki linkkiä linkin linkistä",
    "time": """online home month monthly day daily week weekly hour internet kotoa kotona netissä kuukaudessa
        päivässä viikossa""",
}

# Finnish nouns match in all their cases; "kanavani" and "palvelumme" say in one word whose they are.
FINNISH_THINGS = """kanava sivu sivusto nettisivu kotisivu blogi vlogi video biisi kappale musiikki albumi levy podcast
    podi soittolista striimi lähetys profiili tili instatili some insta instagram facebook twitter tiktok youtube twitch
    palvelin serveri ryhmä kirja kurssi webinaari uutiskirje kauppa verkkokauppa nettikauppa puoti sovellus peli
    kampanja joukkorahoitus joukkorahoituskampanja keräys adressi tuubi juutuubi discord spotify patreon"""
FINNISH_WORKS = "yritys palvelu tuote bändi projekti valmennus"

# What stock phrases are made of (see `canned`): greetings, times of day, praise, what is praised, thanks, wishes,
# feasts, and small words between.
STOCK = {
    "g": """hi hello hey heya hiya howdy greetings welcome bye goodbye cya moi moikka moro hei heippa heissan terve
        tervehdys tervetuloa moimoi heihei näkemiin""",
    "m": "morning afternoon evening night huomenta päivää iltaa yötä öitä aamua",
    "a": """great good nice awesome amazing excellent fantastic wonderful brilliant lovely superb super cool perfect
        best fab fabulous beautiful fun happy merry wow yay bravo kudos upea hieno mahtava loistava hyvä hyvin kiva
        ihana mainio erinomainen paras hienoa hyvää upeaa mahtavaa loistavaa ihanaa mainiota mukavaa rauhallista""",
    "l": "love loved loving tykkäsin rakastan",
    "p": """post article read share tweet thread point question questions chat job one stuff idea photo pic picture
        video song postaus kirjoitus juttu artikkeli kysymys kysymyksiä video kuva pointti keskustelu""",
    "t": "thanks thank thx ty tysm cheers kiitos kiitoksia kiitti kiitän tattis",
    "w": """birthday bday hbd anniversary workiversary congrats congratulations congratulation grats gratz onnea
        onneksi onnittelut onnittelen syntymäpäivää syntymäpäivänä synttärit synttäreitä merkkipäivää merkkipäivänä
        vuosipäivä vuosipäivää vuosipäivänä työvuosipäivää työvuosipäivänä""",
    "d": """day week weekend year years christmas xmas easter holidays monday tuesday wednesday thursday friday
        saturday sunday joulua pääsiäistä juhannusta vappua viikkoa viikonloppua maanantaita tiistaita keskiviikkoa
        torstaita perjantaita lauantaita sunnuntaita päivänjatkoa jatkoa alkua vuotta work""",
    "s": """a an and the this that it its it's is are was what you your u to for from of on in at with so very
        really such my everyone everybody all folks guys friends friend team there again have has dear sir madam
        much many lot lots another up old new i we us me here sharing wish wishes wishing ja se tämä oli on niin
        tosi todella sinulle sulle teille kaikille kaikki ystävä ystävät rakas vielä taas myös oikein erittäin
        jakamisesta jaosta paljon vaan johdosta""",
}

_SIGNS = ("break", "link", "asking", "handle", "emoji", "contact")
_OTHERS = ("any", "small", "stock", "whose", "mything", "mywork", "number", "amount")
LETTERS = {name: chr(0x80 + place) for place, name in enumerate((*_SIGNS, *_OTHERS, *WORDS))}
"""Each kind's letter by name: signs, what is not listed, and the kinds of the lists."""
SIGNS = frozenset(LETTERS[name] for name in _SIGNS)

LINK_MARK, ASKING_MARK, HANDLE_MARK, EMOJI_MARK, CONTACT_MARK = MARKS = "\ue000\ue001\ue002\ue003\ue004"
"""Characters that stand for a link, a link that asks for something, a mention, an emoji, a mailbox or a phone."""

_SAYING = ("any", "stock", "work", "crowd", "views", "said", "paid", "moment", "look", "reach", "badge", "scheme")
CONTENT = frozenset(LETTERS[name] for name in (*_SAYING, "hurry", "left", "old", "sing"))
"""The kinds of words with which something is said, rather than only called for."""

_OF_MARKS = {mark: LETTERS[name] for mark, name in zip(MARKS, _SIGNS[1:], strict=True)}
_MONEY = re.compile(r"[$€£]\d[\d.,]*k?|\d[\d.,]*k?[$€£]")
_NUMBER = re.compile(r"\d[\d.,]*(?:k|th|st|nd|rd)?")
_MINE = re.compile(r"(?:ni|mme)(?:kin)?$")
_SLIPPERY = {"check": 4, "subscribe": 5, "follow": 5, "please": 5, "thing": 6, "spot": 6}
"""What is often misspelt, and from how many letters on a misspelt word is recognised."""


def _forms(name: str) -> Iterator[str]:
    for listed in WORDS[name].split():
        word, *endings = listed.split("/")
        yield word
        yield from (word + ending for ending in endings)


def _without_one(word: str) -> list[str]:
    """Return what is left when one letter is missing; two words that share such a rest are one slip apart."""
    return [word[:place] + word[place + 1 :] for place in range(1, len(word))]


# What says nothing by itself, in English and in Finnish.
_SMALL = frozenset(fold(word) for language in ("en", "fi") for word in stopwords(language))
_STOCK = {word: LETTERS["stock"] for words in STOCK.values() for word in words.split() if word not in _SMALL}
_KINDS = _STOCK | {form: LETTERS[name] for name in WORDS for form in _forms(name)}
_SLIPS = {
    rest: LETTERS[name]
    for name, shortest in _SLIPPERY.items()
    for word in _forms(name)
    if len(word) > shortest
    for rest in (word, *_without_one(word))
}
_SLIP_HEADS = frozenset(rest[:3] for rest in _SLIPS)
_SHORTEST = {LETTERS[name]: shortest for name, shortest in _SLIPPERY.items()}
_WORKS = frozenset(FINNISH_WORKS.split())
_FINNISH = Inflections([*FINNISH_THINGS.split(), *FINNISH_WORKS.split()])


@lru_cache(maxsize=4_096)
def kind_of(token: str) -> str:
    """Return the letter of a folded word, number, handle or mark."""
    if not token[0].isalnum():
        return _kind_of_a_sign(token)
    for word in spellings(token):
        if kind := _KINDS.get(word):
            return kind
    if _NUMBER.fullmatch(token):
        return LETTERS["number"]
    if _MONEY.fullmatch(token):
        return LETTERS["amount"]
    if token.endswith(("'s", "’s")):
        return LETTERS["whose"]
    if noun := _FINNISH.find(token):
        kind = "work" if noun in _WORKS else "thing"
        return LETTERS[f"my{kind}" if _MINE.search(token) else kind]
    if token in _SMALL:
        return LETTERS["small"]
    if _SLIP_HEADS.isdisjoint((token[:3], token[0] + token[2:4], token[:2] + token[3:4])):  # the usual case
        return LETTERS["any"]
    slips = [_SLIPS[rest] for rest in (token, *_without_one(token)) if rest in _SLIPS]
    return next((kind for kind in slips if len(token) >= _SHORTEST[kind]), LETTERS["any"])


def _kind_of_a_sign(token: str) -> str:
    if token in _OF_MARKS:
        return _OF_MARKS[token]
    if token[0] == "@":
        return LETTERS["handle"]
    if token[0] in "$€£":
        return LETTERS["amount"] if _MONEY.fullmatch(token) else kind_of(spellings(token[1:])[-1])
    return LETTERS["break"]
