"""What hosts judged, in SQL: fingerprints of texts and sites of links, without the words."""

from collections.abc import Sequence

from bot.adapters.sql import codec
from bot.adapters.sql.tables.table import Tables
from bot.core.moderation.judged import Judgement, Kind
from bot.core.moderation.settings import Rule

JUDGE = """
    INSERT INTO judgements (session, kind, mark, rule, person, fine, at) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (session, kind, mark, rule, person) DO UPDATE SET fine = excluded.fine, at = excluded.at"""
OF_SERVER = """
    SELECT kind, mark, rule, fine, person, at FROM judgements WHERE session IN (
        SELECT number FROM sessions WHERE guild = ?) ORDER BY at"""
FORGET = "DELETE FROM judgements WHERE session IN (SELECT number FROM sessions WHERE guild = ?)"


class JudgementTables(Tables):
    """The part of the store that knows what hosts judged."""

    async def judge(self, session: int, judgements: Sequence[Judgement]) -> None:
        rows = [
            (session, each.kind, each.mark, each.rule, each.person, int(each.fine), codec.instant_text(each.at))
            for each in judgements
        ]
        if rows:
            await self._writer.write([(JUDGE, rows)])

    async def judgements(self, guild: int) -> list[Judgement]:
        found = []
        for kind, mark, rule, fine, person, at in await self._rows(OF_SERVER, guild):
            instant = codec.instant_of(at)
            assert instant is not None
            found.append(Judgement(Kind(kind), str(mark), Rule(rule), bool(fine), int(person), instant))
        return found

    async def forget_judgements(self, guild: int) -> None:
        await self._writer.write([(FORGET, [(guild,)])])
