"""What is read letter by letter, and what only looks like it: API, APIs, NASA, GPT, mRNA, Q&A, C++, .NET."""

from __future__ import annotations

import re
from functools import lru_cache

from audiorender.expressions import expression
from audiorender.languages.language import words
from audiorender.languages.notation.english.numbers.words import AT_STOPPED_WORDS
from audiorender.languages.wordlists import commonness
from audiorender.rewriting import alternatives, at, rule

_OTHERWISE = {
    "YoY": "year over year", "QoQ": "quarter over quarter", "MoM": "month over month",
    "OK": "okay", "AAA": "triple A", "IEEE": "I triple E", "NCAA": "N C double A", "NAACP": "N double A C P",
    "JPEG": "J peg", "MPEG": "M peg", "MCAT": "M cat", "LSAT": "L sat", "GMAT": "G mat", "SCSI": "scuzzy",
    "CMOS": "C moss", "CPAP": "C pap", "USAID": "U S A I D", "SaaS": "sass", "PaaS": "pass", "IaaS": "eye az",
    "IoT": "I O T", "PhD": "P H D", "NaCl": "N A C L", "HCl": "H C L", "KCl": "K C L", "NaOH": "N A O H",
    "DevOps": "dev ops", "LaTeX": "lay tech", "PCIe": "P C I E", "NVMe": "N V M E", "WiFi": "why fye",
    "Wi-Fi": "why fye", "OAuth": "O auth", "GUI": "gooey", "GUIs": "gooeys", "YouTube": "YouTube", "LiDAR": "lidar",
    "HbA1c": "H B A one C", "pH": "P H", "dB": "decibel", "ePub": "E pub", "eSIM": "E sim",
    "IPv": "I P v", "WWII": "World War Two", "WWI": "World War One", "WYSIWYG": "wizzywig",
    "MoMA": "moma", "LoRA": "laura", "AIDS": "AIDS", "OLED": "O led", "EEPROM": "E E prom", "DRAM": "D ram",
    "SRAM": "S ram", "VRAM": "V ram", "MSNBC": "M S N B C", "PETA": "PETA", "iOS": "I O S", "macOS": "mac O S",
    "NiMH": "N I M H", "Rx": "R X",
    "IgG": "I G G", "IgM": "I G M", "IgA": "I G A", "IgE": "I G E", "IgD": "I G D",
    "MLOps": "M L ops", "LLaMA": "llama", "a.m": "A M", "p.m": "P M", "II": "two", "III": "three",
    "VII": "seven", "VIII": "eight", "XIII": "thirteen", "XIV": "fourteen", "XVI": "sixteen",
}  # fmt: skip

_WORDS = words("""
    RAM RAMs COGS ROM PIN PINs SIM SIMs GIF GIFs LAN WAN CAD ZIP DOS RAG PAC PACs TED SAM HUD CAT BIM GAN GANs VAT VIN
    SWAT POTUS SCOTUS NAFTA BIOS CRUD LASER RADAR SONAR SCUBA DARPA NOAA OSHA HIPAA NATO NASA FEMA FIFA UEFA UNESCO
    UNICEF OPEC IKEA NASDAQ COVID SARS MERS CRISPR ELISA JSON YAML TOML ASCII CUDA REST SOAP AJAX LIDAR MIDI RAID SATA
    WASM YOLO FOMO NIMBY CAPTCHA EBITDA GAAP ERISA DACA AWOL TARP MRSA ISIS AIPAC EULA IUPAC ASEAN ICANN LEGO AIDS MOMA
    BAFTA SEAL CERN DALL WALL PET SAD NOW ACT RICO TIFF BASIC COBOL PASCAL LISP UNIX LINUX NVIDIA NEXT CAPEX OPEX VISA
    QUIC SPAC SPACs PETA SIDS HELOC FICO AMBER TASER ENIAC ALGOL SETI LIGO LASIK DREAM PASS START SALT STEM STEAM FAFSA
    TOEFL IMAX IMAP BERT
""")
"""Acronyms read as a word."""

_LETTERS = words("""
    UCLA ACLU USDA OECD AARP ASAP IIRC AFAIK ADHD ALS AMA AAAS IATA ICAO EEOC IRA IRAs USA UAE UFO UFOs AOL IOU IOC EPA
    ETA IPO IPOs IPA AWS FAQ FAQs ALU EU UAV UAVs EULAs UEA OEM OEMs ISP ISPs ICU ICUs IVF IUD ATP ADP APA ABA ECMA EKG
    EEG ECG AFL CIO AKA AIM OCD OED EOD ITV ESA USO UTI UTIs IED IEDs ILO IMO IAEA UNHCR USPS IDE IDEs EDI ESL NYSE YMCA
    YWCA AMD ARM ATI ABC ABI ACE ADA ADC ESOP IPOD URI URIs UI UX EV EVs OS AI AIs ML IP IQ IT US UK UN UV TV PR HR ID
    IDs AC DC VP QA CV DJ MC PC PCs CD CDs ER OR
""")
"""Initialisms read letter by letter even though they could be pronounced."""

_COMMON = words("""
    A I THE AND YOU ALL NOT CAN HAD HER WAS ONE OUR OUT DAY GET HAS HIM HIS HOW MAN NEW OLD SEE TWO WAY BOY DID ITS LET
    PUT SAY SHE TOO USE ANY BIG WHY FAR OFF OWN YES RUN BAD FOR BUT ARE SIX TEN TOP MAY NOR YET GOT SIT SET HOT CUT EAT
    ASK TRY BUY PAY END BED RED JOB LOT CAR DOG GOD MOM DAD SON SUN SEA AIR BOX KEY LAW WAR WIN WON FUN NO SO DO GO WE
    HE ME MY IS IN ON OF TO AT BY IF AS AM AN BE UP OH AH HI HA SAW LIE EYE ICE LAY DUE FIT FAT ART AGE BAG LOW GAS BUS
    CUP DRY ATE ADD ARM HAT SKY OIL WET ODD JOY EGG POT ILL BUG SIN AIM HUG ROW TOY PIE COW BYE SHY NUT GUT SUM WOW DIE
    DYE GUN SEX ASS KID FIX OWE ICY HEY YEP NOPE ZERO DUG LEG LIP FEW TRY MEN MEET MUM DADS PER AGO MAD SUE WED RAW MUD
    SIP TEA CUT SICK CRY FLY HUH UGH HMM SHH YEAH WHOA PSST EVE YUP NAH MEH EW UM UH
""")
"""Words sometimes written in capitals for emphasis. The word list knows the longer ones."""

_CONTRACTED = alternatives("""
    (?:DO|WO|CA|IS|DID|DOES|WAS|ARE|WERE|COULD|SHOULD|WOULD|HAVE|HAS|HAD|MUST|NEED|AI|SHA)N['’]T
    (?:I|YOU|WE|THEY|HE|SHE|IT|THAT|THERE|WHAT|WHO|HERE|WHERE|HOW|LET)['’](?:M|S|RE|VE|LL|D)
""")
"""Contractions in capitals. Initials take none of these endings except the s."""

_THEM = alternatives("""
    to for of with let told gave give gives about on by than against between both all let's made make makes asked ask
    helped help like loves love hate hates believe trust trusts tell show showed sent send
""")
_THAT = alternatives("""
    was is be isn't do did done get got gets love loves like believe made make want wanted need hate know that's loved
    mean meant take took had doing said say
""")
_ASKS_WHO = alternatives("""
    is was are were do does did has had would will can could told tells knows knew cares gets made built wrote thinks
    wants else am
""")

_SHOUTED = _COMMON | {"IT", "US", "WHO", "ACT", "ER"}
"""Words that count as emphasis inside a run of capitals."""

_ONSETS = "bl br ch cl cr dr fl fr gl gr kn pl pr qu sc sh sk sl sm sn sp st sw th tr tw wh wr".replace(" ", "|")
_CODAS = (
    "ck ch ct ff ft gh ks ld lf lk ll lm lp lt mp nd ng nk ns nt ps pt rd rk rl rm rn rp rs rt sh sk sp ss st th ts tch"
).replace(" ", "|")
_PRONOUNCEABLE = expression(
    rf"(?:{_ONSETS}|[bcdfghjklmnprstvwyz])?[aeiouy]{{1,2}}"
    rf"(?:(?:[bcdfghjklmnprstvwxz]|[bcdfglmnprstvx][bcdfgklmnprstvz])[aeiouy]{{1,2}})*"
    rf"(?:{_CODAS}|[bcdfgklmnprstvwxz])?"
)
_DRAWN_OUT = expression(r"([A-Z])\1{2,}")
"""A letter drawn out for emphasis, as in NOOO."""
_SHORTEST_WORD = 4


def _is_word(capitals: str) -> bool:
    """Whether people read these capitals as a word: as the lists say, otherwise whether they can be pronounced."""
    if capitals in _WORDS:
        return True
    if capitals in _LETTERS or len(capitals) < _SHORTEST_WORD:
        return False
    return _PRONOUNCEABLE.fullmatch(capitals.lower()) is not None


@lru_cache(maxsize=4096)
def _is_listed(capitals: str) -> bool:
    """Whether the word list knows these capitals; three letters are too often initials as well."""
    own = capitals in _WORDS or capitals in _LETTERS or capitals in _OTHERWISE
    return not own and len(capitals) >= _SHORTEST_WORD and commonness(capitals.lower(), "en") > 0


def letters(text: str) -> str:
    """Letter by letter: "A P I"."""
    return " ".join(text.upper())


def _capitals(match: re.Match[str]) -> str:
    """A word in capitals, perhaps with a plural s."""
    word, more = match[1], match[2] or ""
    if word + more in _OTHERWISE:
        return _OTHERWISE[word + more]
    if word in _OTHERWISE:
        return _OTHERWISE[word] + more
    drawn = _DRAWN_OUT.sub(r"\1", word)
    if not more and len(word) > 1 and any(said in _COMMON or _is_listed(said) for said in (word, drawn)):
        return word.lower()
    if _is_word(word) or len(word) == 1:
        return r"\0"
    return letters(word) + ("'s" if more else "")


def _shouted(match: re.Match[str]) -> str:
    """A word inside a run of capitals, at least two of which can only be words."""
    text, reach = match.string, 200
    before = re.search(r"(?:(?<![\w'’-])[A-Z]+ )*$", text[max(match.start() - reach, 0) : match.start()])
    after = re.match(r"(?: [A-Z]+(?![\w'’-]))*", text[match.end() : match.end() + reach])
    row = f"{before and before[0]}{match[0]}{after and after[0]}".split()
    if sum(len(word) > 1 and (word in _COMMON or _reads(word)) for word in row) < 2:
        return r"\0"
    return match[0].lower() if match[0] in _SHOUTED or _reads(match[0]) else r"\0"


def _reads(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and word not in _WORDS and _is_word(word)


def _small(match: re.Match[str]) -> str:
    """Text capitalised for emphasis, in lower case, except "I"."""
    return re.sub(r"\bi\b", "I", match[0].lower())


def _special(match: re.Match[str]) -> str:
    said = _OTHERWISE[match[1]]
    return said + ((match[2] and ("'s" if said[-2:-1] == " " else "s")) or "")


def _mixed(match: re.Match[str]) -> str:
    """Capitals inside a word: ChatGPT, OpenAI, WebRTC; "DevOps" has none."""
    if match[0] in _OTHERWISE:
        return _OTHERWISE[match[0]]
    more = "'s" if match[3] else ""
    said = match[2] if _is_word(match[2]) else letters(match[2])
    return f"{match[1]} {said}{more}"


def _small_first(match: re.Match[str]) -> str:
    word = match[1] + match[2]
    if word in _OTHERWISE:
        return _OTHERWISE[word]
    said = f"{match[1].upper()} {match[2]}" if _is_word(match[2]) else letters(word)
    return said + ("'s" if match[3] else "")


_SPECIAL = "|".join(
    re.escape(word) for word in sorted((w for w in _OTHERWISE if not w.isupper()), key=len, reverse=True)
)

NAMES = (
    rule(
        "C sharp, F sharp",
        r"\b([A-G])[#♯](?!\w{3})(?=(\w))?",
        lambda match: r"\1 sharp" + (" " if match[2] else ""),
        begins=at("[A-G](?=[#♯])"),
    ),
    rule("flat", r"\b([A-G])♭", r"\1 flat", begins=at("[A-G](?=♭)")),
    rule("C plus plus", r"\b([A-Z])\+\+", r"\1 plus plus", begins=at(r"[A-Z](?=\+\+)")),
    rule("a grade", r"(?<!\w)([A-DF])\+(?![\w+])", r"\1 plus", begins=at(r"[A-DF](?=\+)")),
    rule("a low grade", r"(?<!\w)([A-D])[-−](?=[\s.,;:!?)\"”]|$)(?!\s[-–—])", r"\1 minus", begins=at("[A-D](?=[-−])")),
    rule(
        "a low rating",
        r"\b([ABC]{2,3})-(?=[\s.,;:!?)\"”]|$)",
        lambda match: f"{_OTHERWISE.get(match[1]) or letters(match[1])} minus",
        begins=at("[ABC](?=[ABC]{1,2}-)"),
    ),
    rule(
        "a name with a dot before it",
        r"(?<![\w.])\.(NET\b|[A-Z]{2,}\b|[a-z]{1,4}\b)",
        lambda match: "dot net" if match[1] == "NET" else r"dot \1",
        begins=at(r"\.(?=\w)"),
    ),
    rule(
        "a name with a dot in it",
        r"\b([A-Z][A-Za-z]+)\.(js|ai|io|NET|py)\b",
        lambda match: rf"\1 dot {'net' if match[2] == 'NET' else letters(match[2])}",
        begins=AT_STOPPED_WORDS,
    ),
    rule(
        "letters and letters",
        r"(?<![\w&])([A-Z]{1,2})\s?&\s?([A-Z]{1,2})(s)?(?![\w&])",
        lambda match: f"{letters(match[1])} and {letters(match[2])}" + ("'s" if match[3] else ""),
        needs="&",
    ),
    rule("letters around a slash", r"(?<![\w/])([A-Z])/([A-Z])(?![\w/])", r"\1 \2", begins=at("[A-Z](?=/)")),
    rule(
        "letters joined by a hyphen",
        r"(?<=[A-Z]{2})-(?=[A-Z]+\b)|(?<=\b[A-Z])-(?=[A-Z]{2,}\b)",
        " ",
        begins=at("-(?=[A-Z])"),
    ),
    rule("from one letter to another", r"(?<![\w–-])([A-Z])–(?=[A-Z](?![\w–-]))", r"\1 to ", begins=at("[A-Z](?=–)")),
    rule("letters around a middle dot", r"(?<=\w)·(?=\w)", " ", begins=at("·")),
)

LETTERS = (
    rule("a special pronunciation", rf"(?<!\w)({_SPECIAL})(s)?(?!\w)", _special),
    rule(
        "shouted",
        r"(?<![\w'’-])[A-Z]{2,}(?= [A-Z]+(?![\w'’-]))|(?<=[A-Z] )[A-Z]{2,}(?![\w'’-])",
        _shouted,
        begins=at(r"[A-Z](?=[A-Z])"),
    ),
    rule(
        "a small letter and capitals",
        r"(?<![\w])([a-z])([A-Z]{2,})(s)?(?!\w)",
        _small_first,
        begins=at("[a-z](?=[A-Z]{2})"),
    ),
    rule(
        "capitals at the end of a word", r"(?<!\w)([A-Za-z]*[a-z])([A-Z]{2,})(s)?(?!\w)", _mixed, needs="[a-z][A-Z]{2}"
    ),
    rule(
        "capitals at the beginning of a word",
        r"(?<!\w)([A-Z]{3,})(?=[A-Z][a-z]{2,})",
        lambda match: f"{match[1] if _is_word(match[1]) else letters(match[1])} ",
        begins=at(r"[A-Z](?=[A-Z])"),
    ),
    rule("a contraction in capitals", rf"(?<![\w'’-])(?:{_CONTRACTED})(?!\w)", _small, needs="[A-Z]['’][A-Z]"),
    rule("us", rf"(?<=\b)({_THEM}) US(?=[.,;:!?)\"”—]|$|\s(?:all|both|and|or|too|to|not)\b)", r"\1 us", needs="US"),
    rule(
        "it",
        rf"(?<=\b)((?i:{_THAT})) IT(?=[.,;:!?)\"”—]|$|\s(?:for|all|and|to|in|on|with|when|that|was|is|right|again)\b)",
        r"\1 it",
        needs="IT",
    ),
    rule("who", rf"(?<![Tt]he )(?<![Bb]y )(?<![Tt]o )(?<![\w'’-])WHO(?=\s(?:{_ASKS_WHO})\b)", "who", needs="WHO"),
    rule("capitals", r"(?<![\w])([A-Z]{2,})(s)?(?!\w)", _capitals, begins=at(r"[A-Z](?=[A-Z])")),
)
