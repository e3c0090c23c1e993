"""English."""

from __future__ import annotations

from audiorender.languages.language import Captions, Labels, Language, SpokenForm, Turns, in_order, listed, words
from audiorender.languages.publishing.en import PUBLISHING
from audiorender.rewriting import Group, Rule

_MAKING = "|".join(
    listed("""
        written | interview(?:ed)? | words | text | story | reporting | photo(?:s|graphs|graphy)? | images?
        illustrations? | translat(?:ed|ion) | transcri(?:bed|pt|ption) | edited | compiled | conducted | produced
        posted | published
    """)
)

LABELS = Labels(
    hosts=words("""
        host cohost co-host moderator interviewer presenter anchor emcee mc chair chairman chairwoman chairperson
        facilitator question operator
    """),
    guests=words("guest interviewee answer respondent panelist panellist expert witness"),
    questions=words("q question"),
    answers=words("a answer"),
    titles=words("""
        mr mrs ms miss mx dr prof professor sir lady lord rev reverend father sister brother sen senator rep
        representative gov governor president judge justice chairman chairwoman chair secretary minister ambassador
        gen general col colonel capt captain lt maj sgt cpl adm insp supt officer the hon rt dame br bro msgr
        cllr councillor mayor
    """),
    crowd=words("""
        audience attendee member members questioner caller listener viewer student spectator participant unidentified
        unknown floor reporter public
    """),
    not_people=words("""
        interview panel participants attendees translation note notes break warning update edit tip example ps
        disclaimer correction corrections clarification photo image source sources date location place author authors
        credit credits tags category title summary abstract intro introduction transcript contents overview important
        caution background part chapter section step rule figure table video audio link links resources references
        conclusion recap sponsor music pause time duration length published written posted remember todo fixme also
        today yesterday tomorrow day week month year monday tuesday wednesday thursday friday saturday sunday january
        february march april june july august september october november december first second third finally however
        yes no but and so well now then episode series season volume issue act scene cast setting appearances exhibits
        restrictions file agreed resolved carried apologies absent attendance download downloads share keywords topics
        related recommended previous meeting recording agenda minutes appendix annex advertisement newsletter signed
        actions closed opened dated subscribe
    """),
    particles=words("of the and & from for"),
    directions=listed(r"""
        edited\Z | (?:\w+ )?music\Z | sound ?bite | both \w+ing | laugh\w* | chuckl\w* | giggl\w* | applau\w*
        cheer\w* | cross-?talk | inaudible | unintelligible | indiscernible | pauses?\b | long pause | short pause
        silence | music | theme music | sigh(?:s|ing)? | cough(?:s|ing)? | clears? (?:(?:his|her|their) )?throat
        smil\w+ | nods? | nodding | shrugs? | gestur\w+ | points?\b to | exit | exeunt | enters?\b | aside
        whisper\w* | overlapping | whereupon | exhibits?\b[^?]*\b(?:marked|received|admitted|offered) | recess
        brief (?:pause|recess) | off the record | discussion (?:held )?off | witness (?:sworn|excused)
        (?:(?:from|begin|end|start|play)(?:s|ning|ing)? (?:of )?)?(?:the )?(?:video|audio)[ -]?(?:tape|clip|recording)\b
        sing(?:s|ing)\b | hum(?:s|ming)\b | whistl\w+ | phone rings | both laugh | everyone laughs | audience laughs
        they laugh | both laughing | voice \w+s\b | after an? (?:long |short )?(?:pause|silence|moment)\Z
    """),
    bylines=(
        rf"(?:(?:{_MAKING}) )*by",
        *listed("""
        authors? | words | text | interview | photos? | photograph(?:s|y|er) | images? | illustrations?
        translation | translator | transcri(?:pt|ption) | editor | credits? | as told to | hair | make-?up | styling
        stylist | set design | production | retouching
    """),
    ),
    recorded=listed(r"""
        interview(?:er|ee)s? | interviewed by | narrators? | transcri(?:ber|pt|bed by) | recorded | producers?
        hosts? | guests? | speakers? | moderators? | present | attendees | editors? | date | place | location
        apologies | absent | in attendance | in the chair | attendance | actions? | action (?:points?|items?)
        closed | opened | (?:date of )?next meeting | rights | transcription(?: \w+)? | apologies for absence
        duration | length | collection | project | accession | participants?
    """),
    who=listed(
        r"speakers? | who | participant | character | role | person | name | author | from | speaker ?(?:name|label|id)"
    ),
    said=listed(r"""
        text | transcript(?:ion)? | content | utterance | body | sentence | speech | words | said | caption | message
        paragraph | dialogue | line | quote | what(?: (?:was|is) said)? | says | remarks? | statement | contribution
    """),
    time=listed(r"(?:start|begin|from|in|time|timestamp)(?: ?time)?"),
    saying=listed("asks? | asked | says | said | writes | wrote | answers | answered | replies | replied"),
)

TURNS = Turns(
    answers=listed(r"""
        yes | yeah | yep | yup | no | nope | nah | sure | exactly | absolutely | definitely | totally | of course
        right | correct | true | well | not really | not exactly | i mean | i think | i guess | i don.t | i do\b
        i did | i was | we do\b | we did | we don.t | we were | because | mostly | probably | maybe | great question
        good question | it was | it is | that was | it.s | there was | they\b
    """),
    reactions=listed("""
        that.s right | right | really | wow | oh | okay | ok | mm-?hm+ | uh-?huh | sure | exactly | great | nice
        interesting | thanks? | i see | got it
    """),
    greets=listed("hi | hey | hello | welcome | good (?:morning|afternoon|evening)"),
    thanks=listed("thank you | thanks"),
    thanks_for=listed("for"),
    thanks_the_guest=listed("""
        thank(?:s| you) (?:so much |very much |again )?for (?:coming|joining|being (?:here|with)|your time)
        thank(?:s| you) (?:so much |very much |again )?for (?:taking the time|sitting down)
        thank(?:s| you) (?:so much |very much |again )?for (?:talking|speaking) (?:to|with)
        (?:pleasure|honou?r|joy|fun) (?:interviewing|talking (?:to|with)|speaking (?:to|with)|having) you
    """),
    thanks_the_host=listed(r"""
        \bfor having (?:me|us)\b | ^(?:it.s )?(?:my|a) pleasure\b
        \bfor (?:this|the) (?:opportunity|chance|interview)\b
        ^(?:i.m )?(?:happy|glad|good|great|nice) to be here\b | ^you.re (?:very |most )?welcome\b
    """),
    goes_on=listed("And | But | Or | Also | Then | Because | Otherwise | Eventually | Even | In fact | For example"),
    opens_question=listed("""
        who | what | where | when | why | how | which | whose | is | are | was | were | do | does | did | can | could
        would | will | should | have | has | had | any
    """),
    subordinates=listed("""
        because | so that | while | whereas | although | though | unless | versus | rather than | instead of
        in order to | given | considering | especially | including | such as
    """),
    leads_in=listed("""
        so | and | but | now | then | or | okay | ok | all right | alright | well | right | great | thanks?
        thank you | um | uh | you know
    """),
    moderates=listed("""
        let.s (?:go|talk|move|turn|start|begin|get|dive|switch|open) | let me ask | tell (?:us|me)
        describe (?:your(?:self)?|the|how|what)
        (?:walk|talk|take) (?:us|me) (?:through|back)
        (?:next|last|first|final|another|one more|follow-up|two|a few|quick|audience|personal|similar) questions?
        i want(?:ed)? to ask | i.d (?:like|love) to (?:know|understand|ask|hear) | i.m curious | i was wondering
        (?:do i (?:have|hear)|is there) a (?:motion|second) | all (?:those )?in favou?rs? | on the agenda
        at this time (?:i.ll|we.ll|we will|i will)
    """),
    introduces=listed(r"""
        (?:our|my) (?:next |first |last |second )?guests?\b | please (?:join me in )?welcom(?:e|ing)
        (?:joining|joins|joined by|with) (?:us|me) (?:today|tonight|this \w+|now|in the studio) | joining (?:us|me)\b
        needs no introduction
    """),
    addresses=listed(r"""
        (?:do|did|have|had|are|were|would|will|can|could|should) you(?!.re)
        you(?:.ve| have| had|.d) (?:\w+ )?(?:been|\w+ed|got|come|seen|done|said|made|built|had|gone|given|put)
        you(?:.ve)? (?:just |also |once )?(?:said|mentioned|were|started|told|wrote|began|came|made|built|gave)\b
        you(?:.ve)? (?:just |also |once )?(?:grew|left|joined|founded|described|brought|kept|took|spent|taught|led)\b
        you(?:.ve)? (?:just |also |once )?(?:ran|chose|decided|worked|studied|moved|called|talked|spoke)\b
        your (?:answer|book|career|work|company|story|view|team|life|request|thoughts|time|new|first)
        you.re (?:\w+ )?(?:\w+ing|optimistic|proud)
    """),
    general_you=listed("""
        (?:if|when|once|whether|that|because|where|and) you(?:.re|.ve|.d)?
        you(?:.d| would)? (?:want|can|get|need|just)
    """),
    you=words("you your yours yourself"),
    me=words("i me my mine myself we our ours ourselves"),
)

CAPTIONS = Captions(
    joining=words("""
        and but or nor so yet because although though while when where which who that if unless until since than
        before after as whether like
    """),
    linking=words("""
        about across against among around at between by during for from in into on through to under with without
    """),
    leaning=words("""
        a an the of and or but my your his her its our their this that these those i we you he she it they not no very
        is are was were be been has have had will would can could should may might must do does did if because when
        which who as than whether where while so i'm it's that's there's
    """),
    following=words("off up out away back"),
)

MONTHS = in_order("January February March April May June July August September October November December")

NOTES = {
    "chapters": "Chapters",
    "speakers": "Speakers",
    "links": "Links",
    "footnotes": "Footnotes",
    "season": "season {number}",
    "episode": "episode {number}",
    "by": "By {name}",
    "date": "{day} {month} {year}",
    "disclosure": "The voices are synthetic ({engines}), made with audiorender.",
    "spoken-disclosure": "The voices in this episode are synthetic.",
    "and": "and",
}

PAGE = {
    "skip-player": "Skip to the player",
    "skip-transcript": "Skip to the transcript",
    "player": "Player",
    "broken": "The audio cannot be played. It must be in the same folder as this page:",
    "follow": "Follow the voice",
    "back": "Back 15 seconds",
    "forward": "Forward 30 seconds",
    "play": "Play",
    "pause": "Pause",
    "toggle": "Play or pause",
    "space": "Space",
    "position": "Position",
    "speed": "Speed",
    "copy": "Copy a link to this moment",
    "search": "Search the transcript",
    "play-match": "Play from this match",
    "previous": "Previous match",
    "next": "Next match",
    "theme": "Dark or light",
    "shortcuts": "Keyboard shortcuts",
    "play-from": "Play from {time}",
    "chapter-link": "{host} (link of chapter {number}, opens in a new tab)",
    "download": "Download:",
    "click-word": "Click a word to hear it.",
    "single-keys": "Use single-key shortcuts",
    "close": "Close",
    "of": "{at} of {all}",
    "not-found": "Not found",
    "copied": "Link to {time} copied",
    "in-bar": "The link is in the address bar",
    "keys-skip": "Back 15, forward 30 seconds",
    "keys-step": "Back or forward 5 seconds",
    "keys-chapters": "Chapters 1 to 9",
    "keys-speed": "Slower, faster",
    "keys-help": "This help",
    "chapter-back": "Previous chapter",
    "chapter-forward": "Next chapter",
    "volume": "Volume",
    "transcript-files": "Transcript:",
    "feed-address": "For your podcast app:",
    "subscribe": "Subscribe to the podcast",
    "keys-chapter": "Previous, next chapter",
    "keys-list": "List of chapters",
}


def _own() -> tuple[Rule | Group, ...]:
    from audiorender.languages.notation.english import RULES

    return RULES


LANGUAGE = Language(
    tag="en",
    name="English",
    labels=LABELS,
    publishing=PUBLISHING,
    turns=TURNS,
    captions=CAPTIONS,
    months=MONTHS,
    notes=NOTES,
    page=PAGE,
    spoken=SpokenForm(own=_own),
)
