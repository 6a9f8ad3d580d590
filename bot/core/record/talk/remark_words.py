"""Words and phrases with which people talk to one another in a chat without answering its questions.

Each language has its own lists: small words, which say nothing by themselves however they are put together; whole
remarks made of words that would mean something elsewhere; and patterns for greetings, thanks, goodbyes and
house-keeping. A pattern must fit a whole sentence, from its first word on: "Thank you all" is thanks, "Thank-you notes
cost nothing" is an answer.
"""

import re
from collections.abc import Iterable, Mapping

_SMALL = {
    "en": """
        a an the this that these those it its itself he she him her his hers they them their theirs i me my mine
        you your yours we us our ours who whom whose which what when where why how if then than so too also as
        at by for from in into of off on onto out over to up down with without about and or but nor not no yes
        yep yeah yup nope nah ya yea ye is isn't are aren't was wasn't were weren't be been am i'm i'd i'll i've
        it's that's there's he's she's you're we're they're what's do does did don't doesn't didn't done has
        have had haven't hasn't can can't cannot could couldn't will won't would wouldn't shall should shouldn't
        may might must very much more most less least just only even still again once ever quite rather really
        actually basically honestly anyway anyways well perhaps maybe possibly probably surely certainly
        definitely absolutely totally exactly indeed precisely true right ok okay okey kk fine sure cool nice
        yay wow oh ooh ah aha uh um er erm eh hm hmm mhm mm huh lol lmao haha hahaha heh hehe ha omg hey hi yo
        here there now later soon one two three four five six seven eight nine ten first second third next last
        another other some any few bit all both thing things something anything stuff depends depend wait idk
        tbh imo imho nvm brb btw afaik same ditto please sorry oops whoops thanks thank thx ty because though
        although however like such via per yet""",
    "fi": """
        minä mä mää minun mun minua mua minulle mulle minulla mulla sinä sä sää sinun sinua sua hän hänen häntä
        se sen sitä siitä siinä siihen siksi sille sillä siltä me meidän meitä meillä meille te teidän teitä
        teillä he heidän heitä heillä ne niiden niitä niistä niille niillä tämä tämän tätä tässä tästä tähän tää
        tuo tuon tuota tuossa tuosta tuohon toi ton tota nämä nuo niin näin noin nii mikä mitä missä mistä mihin
        miksi miten kuka ketä kenen milloin joka jota jonka jotka että jotta jos kun ku kuin koska vaikka mutta
        mut ja tai eli sekä vaan siis sitten sit joten ei en et emme ette eivät eikö enkö enkä eikä älä joo juu
        jep jees kyllä kyl on oli olen oon olet olemme olette ovat olla ollut olisi ois onko voi voin voit voisi
        kai ehkä ehkäpä kenties varmaan varmaankin luultavasti mahdollisesti ainakin myös vielä enää jo nyt heti
        kohta pian taas ihan aika aivan tosi todella melko liian kovin hyvin vähän paljon enemmän vähemmän
        muuten toki tietty tietysti tottakai totta toisaalta oikeastaan periaatteessa yksi yhden yhtä kaksi
        kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen ensin ensimmäinen eka toinen toka kolmas
        seuraava viimeinen muu muut muuta asia asiaa asian juttu juttua okei ok selvä kiva just juuri niinpä
        samoin sama samaa kiitos kiitti anteeksi sori hups oho ai aha aa öö äh hmm hm mm no noh noniin riippuu
        riippuuko odota odottakaa odotas hetki hetkinen hetkonen eiku eikun jaa jaaha aijaa vai täh häh hei moi
        lol haha hehe heh täällä tuolla siellä kanssa itse silti kuitenkin jotain jotakin mitään""",
}
SMALL: Mapping[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _SMALL.items()}

REMARKS: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"""hold on|hang on|let me (?:think|see|check)|never ?mind|i think (?:so|not)|i don't think so|i guess(?: so
        | not)?""",
        r"""i suppose(?: so| not)?|i know(?: right)?|i (?:don't|do not) know|dunno|i mean|you know|i see|no idea
        |no clue""",
        r"""not sure|i'm not sure|good (?:point|question|one|call)|great (?:point|question|one)|fair (?:point
        |enough)""",
        r"""(?:that |it )?makes sense|got it|well said|my bad|wrong (?:thread|channel|window)|test(?:ing)?
        |to be continued""",
        r"""hard to say|tough one|tricky(?: one)?|still (?:thinking|typing)|(?:one|just a|give me a) (?:sec|second
        |moment|minute)""",
        r"""(?:on )?second thoughts?|come to think of it|in other words|for (?:example|instance)|and so on|in short""",
        r"""agree|agreed|i (?:totally |fully |completely )?(?:dis)?agree|(?:back )?in a (?:sec|second|minute
        |moment)""",
        r"""said it all|what (?:she|he|they) said|take that back|ask me (?:later|tomorrow)|long story|hear hear
        |amen""",
    ),
    "fi": (
        r"""luulen(?: niin)?|luulisin(?: niin)?|uskon niin|en usko|en (?:oikein )?tiedä|en osaa sanoa|vaikea sanoa
        |paha sanoa""",
        r"""hyvä (?:kysymys|pointti|huomio)|(?:olen |oon )?(?:samaa|eri) mieltä|mietin (?:vielä|hetken)|palaan (?:tähän
        |asiaan)""",
        r"""jatkan kohta|jatkuu|väärä ketju|väärään ketjuun|testi|testaan|unohtakaa|älkää välittäkö|en muista
        |antaa olla""",
        r"""mitä väliä|pieni hetki|hetki vain|hyvin sanottu|niin sanottu|toisin sanoen|ja niin edelleen
        |miten sen nyt sanoisi""",
    ),
}

GREETINGS: Mapping[str, str] = {
    "en": r"""(?:hi+|hello+|hey+|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|morning|evening
        |afternoon)(?:,? (?:again|there|all|every(?:one|body)|folks|friends|team|guys|people|y'all|world
        |to (?:you )?all|@\S+|#\S+|NAME))*(?: from(?: \S+){1,6})?""",
    "fi": r"""(?:moi+|moikka|hei+|heippa|terve|tervehdys|(?:hyvää )?(?:huomenta|iltaa|päivää)|morjens
        |moro)(?:,? (?:taas
        |kaikki|kaikille|teille|vaan|sinne|porukka|väki|@\S+|#\S+|NAME))*(?: (?:täältä )?(?:\S+ )?\S+(?:sta|stä|lta
        |ltä))?""",
}

TALK: Mapping[str, tuple[str, ...]] = {
    "en": (
        r"""(?:(?:many|big|huge|warm|special) )?(?:thanks|thank (?:you|u)|thx|cheers)(?:$| ?[,!.:–—-] .*| (?:(?:so
        |very) much|a (?:lot|million|bunch)|again|all|every(?:one|body)|folks|both|guys|NAME|to (?:all|every(?:one
        |body)|you all|our|the (?:hosts?|moderators?))|for (?:the|this|that|having|sharing|hosting|organi[sz]ing
        |joining|reading|listening|tonight|today|all|your \w+|a))\b.*)""",
        r"""(?:good ?night|bye(?:[ -]bye)?|goodbye|take care|sleep well)(?:,? (?:all|every(?:one|body)|folks|NAME
        |for now))*(?:$|[,!.] ?.*)""",
        r"""(?:see|catch|talk to) (?:you|ya)(?: all| everyone)?(?: next (?:week|time|month)| soon| later| tomorrow
        | then
        | around| there)*""",
        r"""(?:until|till) next (?:time|week).*|have a (?:great|good|nice|lovely|wonderful) (?:evening|night|day|week
        |weekend|one)\b.*""",
        r"""(?:what a |that was a |this was a )?(?:really |very )?(?:great|good|lovely|fun|fantastic|wonderful
        |nice) (?:chat|hour|session|talk|discussion|evening)(?:,? (?:all|everyone|everybody|tonight|today|as always
        |again))*""",
        r"""(?:i'm |we're |so |really )*(?:glad|happy|excited|pleased|great|good|nice|lovely) to (?:be (?:here|back)
        |join|see (?:you|everyone))\b.*""",
        r"""(?:can|could) (?:you|anyone|anybody|everyone)(?: all| still)? (?:hear|see) (?:me|us|this|that
        |the \w+)\b.{0,30}""",
        r"""(?:is|was) (?:it|this|that) (?:just|only) me,? or\b.*\b(?:sound|audio|video|link|clip|picture|image|page
        |site|thread|bot|stream)s?\b.*""",
        r"""(?:the |my |your )?(?:audio|sound|video|mic|microphone|camera|stream|pictures?|images?)(?: is| are
        | seems?)? (?:ok|okay|fine|good|gone|off|muted|broken|works?|working|not working|isn't working
        |doesn't work)(?: now| here| for me)*""",
        r"""(?:the |this |that |your )?(?:link|clip|video|page|site|pdf|button|bot|thread)(?: \w+){0,4} (?:is (?:broken
        |dead|down)|(?:isn't|not) working|(?:doesn't|didn't|won't|does not|did not) (?:work|open|load))(?: for me
        | here| now)*""",
        r"""(?:please |just |maybe )*(?:try )?(?:reload|refresh|rejoin)(?:ing)?\b.{0,30}""",
        r"""(?:which|what) (?:thread|channel|question) (?:are we|is this|was that|am i|are you)\b.*""",
        r"""(?:sorry,? )?wrong (?:thread|channel|question|window)\b.*|(?:are|is) (?:we|this) (?:still |already )?(?:on
        |at) (?:q|question) ?\d.*""",
        r"""(?:where )?(?:do|should|can) (?:we|i) (?:answer|post|reply|write)(?: in)?(?: here| there| this
        | the (?:thread|channel))?(?:,? or\b.*)?""",
        r"""(?:each|every) question (?:has|opens|gets) its own (?:thread|place)\b.*|writing [aq]\d+ (?:in front
        |first)\b.*""",
        r"""(?:sorry|apologies)\b.*\b(?:late|early|missed|typos?|wrong|phone|connection|wifi)\b.*""",
        r"""(?:sorry,? )?(?:i|i've|we) (?:really |just )?(?:have|need|got|must|gotta)(?: to)? (?:run|go|leave|dash
        |drop off|head (?:off|out))(?: now| early| soon| in .{1,12}|,.*)?""",
        r"""(?:my|the) (?:wi-?fi|connection|internet|battery|phone|laptop) (?:just )?(?:dropped|died|is (?:dying|slow
        |gone|bad)|keeps dropping|cut out|went down)\b.*""",
        r"""(?:i'm |just )*(?:joining|checking in|tuning in|dialling in|lurking|catching up)(?: late| from| in| for
        | today| tonight|$).{0,60}""",
        r"""(?:i'll|i will|will) (?:be (?:right )?back|come back to|catch up|answer (?:later|tomorrow)|read (?:the rest
        |up))\b.{0,40}""",
        r"""(?:ok(?:ay)?,? )?(?:moving on|on to|time for|here comes)(?: to)?(?: (?:q|question) ?\d+| the next (?:one
        |question)).*""",
        r"""(?:and |so |ok(?:ay)?,? )?(?:the floor is (?:now )?(?:yours|open)|you have the floor|over to you)(?:$
        |(?: now)?[,!.:–—-].{0,30}| for (?:questions|answers|comments)\b.{0,20}| NAME)""",
        r"""(?:and |so |ok(?:ay)?,? )?(?:now )?(?:we|we'll|let's|let us|i'll)(?: will| shall| can| should)?(?: now)?
        (?: move| go| turn| get)(?: on| over| back)? to (?:(?:the|our) (?:next |last |honou?rable )?(?:question|speaker
        |guest|topic|one|round|member|item)|(?:q|question) ?\d+)(?:$|,? NAME.*|[,!.:–—-].{0,20})""",
        r"""(?:so |and )?now (?:we|we'll|let's|let us|i'll)(?: will)? (?:turn|go|move)(?: on| over| back)? to NAME
        .{0,20}|(?:so |and |now )?(?:we|we'll|we will|let's|let us|i'll)(?: now)? (?:turn|go|move)(?: on| over| back)?
        (?: to)(?: the)? (?:(?:Mr|Mrs|Ms|Dr)\b.{0,30}|(?:right )?hon\S* (?:member|minister|gentleman|lady)\b.{0,20})
        |(?:we|we'll|we will) (?:now )?(?:turn|go|move) back to NAME""",
        r"""(?:NAME,? )?i (?:want to |would like to |'d like to |wish to |do )?thank (?:the|my|our|you|NAME)\b.{0,40}
        (?: for) (?:that|this|the|your|her|his|their) (?:\w+ )?(?:question|answer|point|comment)s?""",
        r"""(?:we have |only |still )*(?:\d+|one|two|three|four|five|ten) (?:more )?minutes? (?:left|to go|remaining)\b
        .{0,25}|(?:please )?keep (?:it|them|your answers|answers) (?:short|brief|coming)(?: please)?""",
        r"""(?:NAME(?: NAME)?,? )?(?:you|we)(?: still| only)? have (?:only |just |about )?(?:\d+|ten|fifteen|twenty
        |thirty) seconds(?: left| to go| remaining| each)?|(?:please )?(?:ask|make it|keep it) (?:a )?(?:brief|short
        |quick)(?: question| answer| one)?(?:,? please)?|(?:(?:Mr|Mrs|Ms|Dr)\b\.? ?)?NAME,? you have the floor""",
        r"""(?:please |can you |could you |everybody |everyone )*(?:mute|unmute|turn off) (?:your|the|his|her) (?:mic
        |mike|microphone|sound)s?\b.{0,20}|.{0,30}\b(?:mic|mike|microphone) (?:is |still )+(?:on|open|off|muted)
        (?: now| here| again)?|i am hearing(?: some)? (?:background )?noise.{0,20}|(?:before we .{0,30}, )?(?:one of
         .{0,20}|some(?:body|one)|you) (?:has|have|left) (?:his|her|their|your) (?:mic|mike|microphone)\b.{0,60}""",
        r"""(?:last|final) (?:answers|call|words|thoughts)(?: (?:on|for|to) (?:(?:this|q|question)\b.{0,15}|this one))?
        (?:,? please)?""",
        r"""next (?:question|one)(?:,? please| is (?:up|coming|here))?|first[ -]tim(?:e here|er)\b.{0,30}|(?:brb|afk
        |bbl
        |gtg|g2g|ttyl)\b.{0,30}""",
    ),
    "fi": (
        r"""(?:(?:suuri|iso|lämmin|monet) )?(?:kiitos|kiitti|kiitoksia|kiitokset|suurkiitos|tattis)(?: (?:kaikille
        |kaikki|teille|sinulle|sulle|paljon|vielä|taas|tästä|näistä|illasta|keskustelusta|seurasta|hyvästä
        |antoisasta|mielenkiintoisesta|vinkistä|vinkeistä|kysymyksestä|kysymyksistä|vastauksista|vastauksesta
        |järjestäjille|vetäjille|mukavasta|NAME))*(?:$| ?[,!.:–—-] .*| (?:kun|että)\b.*)""",
        r"""(?:hyvää|mukavaa|hauskaa) (?:yötä|jatkoa|illan ?jatkoa|viikon ?jatkoa|päivän ?jatkoa|viikonloppua
        |viikkoa)(?:,? (?:kaikille|kaikki|teille|sinne|NAME))*(?:$|[,!.] ?.*|,? ja .*)""",
        r"""(?:öitä|hei ?hei|moi ?moi|nähdään|näkemiin|kuulemiin|palataan(?: asiaan| taas)?|ensi (?:kertaan
        |viikkoon))(?: kaikille| taas| ensi \w+)*""",
        r"""(?:olipa |oli |tämä oli )?(?:taas )?(?:hieno|hyvä|kiva|mainio|loistava|antoisa
        |mielenkiintoinen) (?:keskustelu|ilta|chatti|tunti|hetki)(?: taas| tänään| kaikille)*""",
        r"""(?:kuuluuko|näkyykö|toimiiko|aukeaako|avautuuko|latautuuko) (?:teillä|muilla|kenelläkään|kellään|siellä
        |ääni
        |kuvat?|video|linkki|sivu)\b.{0,50}""",
        r"""(?:täällä|mulla|minulla|meillä) (?:ei )?(?:näkyy|näy|kuuluu|kuulu|toimii|toimi|aukeaa|aukea)(?:$|,.*
        | (?:hyvin|kyllä|ihan|kaikki|nyt|ääni|kuvat?|video|linkki)\b.{0,30})""",
        r"""(?:se |tuo |tämä )?(?:linkki|video|ääni|kuva|sivu|botti|nappi|artikkeli) ei (?:toimi|aukea|avaudu|kuulu|näy
        |lataudu)(?: (?:nyt|enää|täällä|mulla|minulla|meillä|ollenkaan|kunnolla))*(?:,.*)?""",
        r"""(?:kokeile|koita|kokeilkaa|päivitä|lataa)\b.*\b(?:sivu|sivun|uudelleen|uudestaan|selain
        |selaimen)\b.{0,20}""",
        r"""(?:sori |anteeksi |oho )?,? ?väär(?:ä|ään|ässä) (?:ketju|ketjuun|ketjussa|kanava|kanavalle
        |kysymys)\b.{0,30}""",
        r"""(?:monesko|mikä) kysymys (?:on menossa|nyt)\b.*|missä kohtaa (?:mennään|ollaan)\b.*|vastataanko (?:tähän
        |ketjuun|tänne)\b.*|mihin (?:tähän )?(?:vastataan|kirjoitetaan|vastaus (?:tulee|laitetaan))\b.*""",
        r"""(?:anteeksi|pahoittelut|sori)\b.*\b(?:myöhäs\w*|kirjoitusvirhe\w*|väär\w+ ketju\w*|yhtey\w+
        |puheli\w+)\b.*""",
        r"""(?:nyt |mun |minun |valitettavasti )*(?:pitää|täytyy|on pakko) (?:nyt |jo )?(?:lähteä|mennä|poistua
        |häipyä)(?: nyt| jo| kohta)*""",
        r"""(?:netti|yhteys|verkko|wifi) (?:pätkii|pätki|katkeaa|katkesi|kaatui|tökkii|kesti)\b.{0,20}""",
        r"""(?:tulin|saavuin|liityin|hyppään) (?:vähän |hieman )?(?:myöhässä|mukaan|linjoille)\b.*
        |(?:olen )?linjoilla\b.{0,30}|(?:olen )?mukana \S+(?:sta|stä|lta|ltä)|(?:olen )?ensimmäistä kertaa (?:täällä
        |mukana)\b.*|eka kerta\b.{0,20}""",
        r"""(?:siirrytään|mennään) (?:seuraavaan|kysymykseen)\b.*|(?:sitten )?seuraava kysymys(?: kiitos)?""",
        r"""(?:kiitän|haluan kiittää|haluaisin kiittää) .{0,40}(?:kysymyksestä|vastauksesta|huomiosta)""",
        r"""(?:nyt |seuraavaksi )(?:siirrymme|mennään|annan sanan|puheenvuoron? saa) .{0,15}NAME.{0,15}""",
        r"""(?:puheenvuoro on (?:sinun|teidän|sinulla|teillä|NAME)|sana on vapaa|ole hyvä|olkaa hyvä(?:t)?)(?:$
        |(?: nyt)?[,!.:–—-].{0,30}| NAME)""",
        r"""(?:vielä |enää )*(?:\d+|yksi|kaksi|kolme|neljä|viisi|kymmenen) minuuttia? (?:aikaa|jäljellä
        |jäljellä aikaa)\b.{0,20}|pitäkää vastaukset lyhyinä(?:,? kiitos)?""",
        r"""(?:NAME,? )?(?:sinulla|teillä|meillä) on (?:enää |vielä |vain )*(?:\d+|kymmenen|viisitoista
        |kolmekymmentä) sekuntia(?: aikaa| jäljellä)*|(?:NAME,? )?kysy(?:kää)?(?: vielä)? lyhyesti(?:,? kiitos)?
        |(?:NAME,? )?lyhyt kysymys(?:,? kiitos)""",
        r"""(?:laita|laittakaa|pane|sulje|sulkekaa)(?: \w+)? (?:mikki|mikit|mikrofoni)\b.{0,20}|.{0,30}\b(?:mikki
        |mikrofoni)(?: on| jäi)? (?:auki|päällä|päälle|kiinni)(?: nyt| taas)?""",
        r"""(?:viimeiset|vielä viimeiset) (?:vastaukset|sanat|ajatukset)(?: (?:tähän|kysymykseen)\b.{0,15})?""",
        r"""(?:palaan|jatkan|vastaan) (?:tähän |asiaan )?(?:myöhemmin|kohta|huomenna|pian)\b.{0,20}""",
    ),
}

ASKED_FOR: Mapping[str, str] = {
    "en": r"\b(?:i would say|i'd say|i think|for me(?=[, ]+\w)|my answer|in my (?:view|experience|opinion))\b",
    "fi": r"\b(?:minusta|mielestäni|sanoisin|vastaukseni|oma vastaukseni|minulle)\b",
}
"""What an answer begins with after thanks for the question."""


def compiled(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return one pattern for all of these; NAME in them is a word with a capital letter."""
    return re.compile("|".join(f"(?:{_in_one_line(pattern)})" for pattern in patterns), re.IGNORECASE)


def _in_one_line(pattern: str) -> str:
    """Return a pattern without the line breaks that only lay it out."""
    bare = re.sub(r"\n\s*", "", pattern)
    return bare.replace("NAME", "(?-i:[A-ZÅÄÖ][\\w'-]*)")
