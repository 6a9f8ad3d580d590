"""Sign-ins of the archive, in SQL: who is signed in, and which sessions they host."""

from datetime import datetime

from bot.adapters.sql import codec
from bot.adapters.sql.tables.table import Tables
from bot.core.requests.tickets import SignIn

ADD = "INSERT INTO sign_ins (digest, person, name, ends_at) VALUES (?, ?, ?, ?)"
READ = "SELECT person, name, ends_at FROM sign_ins WHERE digest = ?"
END = "DELETE FROM sign_ins WHERE person = ?"
FORGET = "DELETE FROM sign_ins WHERE ends_at < ?"
HOSTED = """
    SELECT DISTINCT session FROM facts
    WHERE kind IN ('scheduled', 'host_joined', 'lead_taken') AND instr(body, ?) > 0 ORDER BY session"""


class SignInTables(Tables):
    """The part of the store that keeps who is signed in."""

    async def add_sign_in(self, digest: str, sign_in: SignIn, now: datetime) -> None:
        row = (digest, sign_in.person, sign_in.name, codec.instant_text(sign_in.ends_at))
        await self._writer.write([(FORGET, [(codec.instant_text(now),)]), (ADD, [row])])

    async def sign_in_with(self, digest: str) -> SignIn | None:
        for person, name, ends_at in await self._rows(READ, digest):
            ends = codec.instant_of(ends_at)
            assert ends is not None
            return SignIn(person, name, ends)
        return None

    async def end_sign_ins(self, person: int) -> None:
        await self._writer.write([(END, [(person,)])])

    async def hosted_by(self, person: int) -> list[int]:
        return [int(number) for (number,) in await self._rows(HOSTED, f":{person}")]
