"""Words that change what a sentence claims, by language: they are looked for one by one, whatever else it says."""

from collections.abc import Mapping

Words = Mapping[str, frozenset[str]]


def _words(**lists: str) -> Words:
    return {language: frozenset(words.split()) for language, words in lists.items()}


SWEEPING: frozenset[str] = frozenset().union(
    *_words(
        en="""all most everybody everyone nobody none always majority agree agrees agreed agreeing agreement consensus
        unanimous unanimously decide decides decided decision should must""",
        fi="""kaikki kaikkien kaikille useimmat useimpien kukaan jokainen aina enemmistö konsensus yksimielinen
        yksimielisiä yksimielisesti yksimielisyys sovittiin päätettiin päättivät päätös pitäisi täytyy""",
    ).values()
)
"""By these a summary invents agreement, decisions or advice, whatever its language."""

NEGATIONS = _words(
    en="not no never nothing neither nor without cannot can't don't doesn't didn't isn't aren't wasn't won't",
    fi="ei en et emme ette eivät eikä enkä älä ilman koskaan mikään mitään",
)
COUNTED = _words(
    en="two three four five six seven eight nine ten dozen hundred thousand million half twice",
    fi="""kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen sata tuhat miljoona puolet kahdesti""",
)
HEDGES = _words(
    en="maybe perhaps might probably possibly seems seem seemed guess sometimes doubt",
    fi="ehkä kai luultavasti varmaan kenties saattaa taitaa joskus epäilen",
)
REPORTING = _words(
    en="name names say says see sees mention mentions describe describes tell tells ask asks asked recall recalls",
    fi="sanoo kertoo näkee mainitsee kysyy kuvaa muistaa nimeää huomauttaa toteaa",
)
"""With these a sentence says that somebody said something: they claim nothing beyond that."""
