"""Partly supported languages: how they read figures and signs, and which words occur in names and captions."""

from audiorender.languages.language import Captions, Labels, Language, Signs, SpokenForm, currencies, words

# fmt: off
_SWEDISH = Signs(
    percent="procent", point="komma", minus="minus", plus="plus", equals="är lika med", conjunction="och", to="till",
    degrees="grader", at="snabel-a", dot="punkt", slash="snedstreck", dash="bindestreck",
    money=currencies("dollar dollar", "euro euro", "pund pund", "schweizerfranc schweizerfranc"),
)
_DANISH = Signs(
    percent="procent", point="komma", minus="minus", plus="plus", equals="er lig med", conjunction="og", to="til",
    degrees="grader", at="snabel-a", dot="punktum", slash="skråstreg", dash="bindestreg",
    money=currencies("dollar dollar", "euro euro", "pund pund", "schweizerfranc schweizerfranc"),
)
_NORWEGIAN = Signs(
    percent="prosent", point="komma", minus="minus", plus="pluss", equals="er lik", conjunction="og", to="til",
    degrees="grader", at="krøllalfa", dot="punktum", slash="skråstrek", dash="bindestrek",
    money=currencies("dollar dollar", "euro euro", "pund pund", "sveitserfranc sveitserfranc"),
)
_FINNISH = Signs(
    percent="prosenttia", point="pilkku", minus="miinus", plus="plus", equals="on yhtä kuin", conjunction="ja",
    to="viiva", degrees="astetta", at="at", dot="piste", slash="kautta", dash="viiva",
    money=currencies("dollari dollaria", "euro euroa", "punta puntaa", "frangi frangia"),
)
# fmt: on

PARTIAL = (
    Language("ar", "Arabic", labels=Labels(particles=words("bin ibn al"))),
    Language("ca", "Catalan", spoken=SpokenForm(counts=True)),
    Language("da", "Danish", spoken=SpokenForm(_DANISH, counts=True, digit_by_digit=True, years_in_hundreds=True)),
    Language("fi", "Finnish", spoken=SpokenForm(_FINNISH, counts=True)),
    Language(
        "no",
        "Norwegian",
        also=("nb", "nn"),
        spoken=SpokenForm(_NORWEGIAN, counts=True, digit_by_digit=True, years_in_hundreds=True),
    ),
    Language("sv", "Swedish", spoken=SpokenForm(_SWEDISH, counts=True, digit_by_digit=True, years_in_hundreds=True)),
    Language("tr", "Turkish", spoken=SpokenForm(counts=True)),
    Language(
        "zh",
        "Chinese",
        captions=Captions(
            joining=words("但是 可是 不过 因为 所以 而且 如果 然后 虽然 只是"),
            following=words("的 了 着 过 们 吗 呢 吧 啊 里 上 中"),
        ),
    ),
)
"""In order of their tags."""
