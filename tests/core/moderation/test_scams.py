"""What frauds ask for, in both languages, and honest people who speak of it."""

import pytest

from bot.core.moderation.settings import LIGHT, STANDARD, STRICT, Action, Rule
from tests.core.moderation.talk import BEN, PLAIN, Talk

SCAMS = (
    "I am from Trust and Safety, send me your login token",
    "Your account will be suspended, verify it at https://account-check.example",
    "Send 0.1 BTC and receive 0.2 BTC back today",
    "free nitro for everybody, get it at https://gifts.example/n",
    "I accidentally reported your account, add this admin or you will be banned",
    "Mrs Hill changed my life, I withdraw $2,000 a week, write her on WhatsApp",
    "invest with our broker, guaranteed profit, dm me",
    "Lähetä minulle kirjautumiskoodi, olen ylläpidosta",
    "Tilisi suljetaan, vahvista pankkitunnuksilla https://tunnistus.example",
    "Pakettisi odottaa, maksa toimitusmaksu tästä",
    "Katso kuka kävi profiilissasi https://katsojat.example",
    "all holders must migrate before Friday, old tokens will be burned. Connect & sign at https://portal.example",
    "the node lost your wallet, you need to validate it, then enter the phrase",
    "i think i filed a report against you by mistake, add the mod who handles it",
    "I'll help 20 people earn $10k, ask me how",
    "Stolen coins can be traced, our agents do it: https://found.example/start",
    "I can flip your sol, you send me 1 I send back 2",
    "I was eligible for 0.4 eth, check yours at drop-check0.app, it closes tonight",
    "Autan ensimmäiset 10 ihmistä ansaitsemaan 3000 € viikossa",
    "laita sähköposti ja salasana mulle yksityisesti niin katon",
    "You get payments to your account, forward them and keep 8%, all legal",
    "We just texted you a code, read it out to me so I can help",
    "3 dollars per like, paid daily, just text our manager Anna",
    "Rahat tulevat tilillesi, lähetät ne eteenpäin ja 8 % jää sulle",
    "2 € per tykkäys, palkka joka päivä, kysy lisää Sannalta",
    "tuplaan sun rahat illaksi, ei huijausta, kysy vaikka muilta",
    "Kokemusta ei tarvita, lähetä mulle kirjautumiskoodi",
    "Salasanaa en tarvitse, kerro mulle kertakäyttökoodi",
)
HONEST = (
    "They write that your account will be suspended; it is a scam, nothing happens.",
    "Beware of whoever asks for your code and says that your account is locked.",
    "The scam says that your account will be suspended, and then comes a link such as https://appeal.example",
    "We earn a living with it, and the account was closed in spring.",
    "She said 'send me your login token' and I hung up at once.",
    "I withdraw $200 every week and buy bread with it, that is my whole economy, and the baker knows my dog by name.",
    "Varokaa, joku kyselee täällä koodeja ja uhkaa sulkea tilin.",
    "Ei kukaan tuplaa rahoja, sen opin kantapään kautta.",
    "En kerro, lähetä tai anna kirjautumiskoodia kellekään.",
    "En anna, kerro tai lähetä kirjautumiskoodia minulle.",
    "Kysyin asiaa pankista, en kerro, anna enkä lähetä kirjautumiskoodia.",
    "Tilini suljettiin kerran, ja sain sen takaisin viikossa.",
    "If somebody promises to double your money, picture them promising it to a bank.",
    "There is no such thing as validating a wallet, and who says it is after your keys.",
    "A stranger told me to scan a QR code to get a role, and I left.",
    "My aunt got a call from someone who said they would double her money.",
    "No support team asks for your 12 words, ever; banks will never ask for a login code either.",
    "The trick is always the same: they report you by mistake, then an admin wants your login.",
    "We invested $500 in ads and got $40 back. Listening was cheaper.",
    "We ran a giveaway once; it brought 2,000 followers and no conversations.",
    "I made 200 dollars from my blog in five years, so no, it isn't a business.",
    "Could you share the source? I'd like to read it before I agree.",
    "Sending a code review at 5 pm on Friday is an act of aggression.",
    "What I look for when hiring:\n- have you read our page at all\n- do you write clearly",
    "I wrote about this after 40 interviews with hiring managers: https://lea.example/cv - they skim, in short.",
    "Our study group wrote up two evenings of notes, comments welcome: https://studygroup.example.org/notes",
    "My bank sent a code by text and I had to paste it into the form, twice.",
    "You receive payments at the till, then move them to the safe, 9 times a day. That was my first job.",
    "We get paid to review books at the paper, 30 euros per review, and it shows.",
    "If a post was reported by mistake, message the admin, they are friendly.",
    "Our charity receives transfers and forwards them to families; we keep 3 % for costs.",
    "I went from 20 to 400 readers after I began answering, ask her about it, she saw it.",
    "Näytä ostohistoria kirjaston tilillä, se kertoo kaiken.",
    "Äitini sai rahat takaisin pankista, ottakaa yhteyttä pankkiin heti jos käy näin.",
    "Joku lupasi tuplata äitini rahat puhelimessa, äiti sulki luurin.",
    "Huijarit väittävät ilmoittaneensa sinut vahingossa ja pyytävät puhumaan adminille.",
    "Pankki ei koskaan kysy tunnuslukuja viestillä, sen opetan eläkeläisille.",
    "Arvonta toi 2000 seuraajaa eikä yhtään keskustelua.",
)


def test_who_tells_of_a_scam_and_goes_on_with_it_tells_only_once() -> None:
    told = "If somebody promises to double your money, laugh. We double your money in an hour, message us"
    assert Talk().rule(told) == Rule.SCAMS


@pytest.mark.parametrize("text", SCAMS)
def test_a_scam_is_shown_to_the_hosts(text: str) -> None:
    verdict = Talk(LIGHT).hears(text)
    assert verdict
    assert (verdict.rule, verdict.action) == (Rule.SCAMS, Action.FLAG)
    assert all(words in text for words in verdict.evidence.words)


@pytest.mark.parametrize("text", HONEST)
def test_who_tells_of_scams_or_warns_of_them_is_let_be(text: str) -> None:
    assert Talk(STRICT).hears(text) is None


def test_each_wording_says_what_is_wrong_and_what_to_do() -> None:
    talk = Talk()
    verdict = talk.hears("please validate your wallet on the support page")
    assert verdict
    assert verdict.reason(talk.words) == (
        "It asks people to connect or check a wallet: “validate your wallet”. "
        "That is how wallets are emptied; please do not."
    )


def test_stricter_rules_tell_the_member_or_hide_the_message() -> None:
    assert (STANDARD.action_of(Rule.SCAMS), STRICT.action_of(Rule.SCAMS)) == (Action.NOTICE, Action.HOLD)


def test_what_takes_part_in_the_talk_needs_a_clear_appeal() -> None:
    hint = "My newsletter is available: gardens, patience, soil, weather"
    assert Talk(lexicon=PLAIN).rule(hint, BEN) == Rule.SELF_PROMOTION
    talk = Talk(lexicon=PLAIN)
    for n in range(3):
        talk.hears("Gardens need patience, and soil, and weather that", 2000 + n)
    assert talk.rule(hint, BEN) is None
    assert talk.rule("Check out my newsletter on gardens, patience, soil and weather", BEN) == Rule.SELF_PROMOTION
