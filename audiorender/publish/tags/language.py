"""ISO 639: from the two-letter codes that people write to the three-letter ones of ID3's TLAN and COMM."""

from __future__ import annotations

from audiorender.expressions import expression

# ISO 639-1 (two letters) followed by ISO 639-2/T (three letters), sorted by the former.
_CODES = """
aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bhbih bibis bmbam bnben
bobod brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu dvdiv dzdzo eeewe elell eneng
eoepo esspa etest eueus fafas ffful fifin fjfij fofao frfra fyfry gagle gdgla glglg gngrn guguj gvglv hahau heheb
hihin hohmo hrhrv hthat huhun hyhye hzher iaina idind ieile igibo iiiii ikipk ioido isisl itita iuiku jajpn jvjav
kakat kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor kykir lalat lbltz lglug lilim
lnlin lolao ltlit lulub lvlav mgmlg mhmah mimri mkmkd mlmal mnmon mrmar msmsa mtmlt mymya nanau nbnob ndnde nenep
ngndo nlnld nnnno nonor nrnbl nvnav nynya ococi ojoji omorm orori ososs papan pipli plpol pspus ptpor quque rmroh
rnrun roron rurus rwkin sasan scsrd sdsnd sesme sgsag sisin skslk slslv smsmo snsna sosom sqsqi srsrp ssssw stsot
susun svswe swswa tatam tetel tgtgk ththa titir tktuk tltgl tntsn toton trtur tstso tttat twtwi tytah uguig ukukr
ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid yoyor zazha zhzho zuzul
"""
_TAG = expression(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_THREE = {code[:2]: code[2:] for code in _CODES.split()}


def is_tag(text: str) -> bool:
    """Whether it looks like a language tag, such as `en` or `pt-BR` (BCP 47)."""
    return bool(_TAG.fullmatch(text))


def three_letters(language: str) -> str | None:
    """The ISO 639-2 code of a language tag such as `en`, `pt-BR` or `deu`; None if it has none."""
    code = language.replace("_", "-").split("-")[0].strip().lower()
    if len(code) == 3 and code.isascii() and code.isalpha():
        return code
    return _THREE.get(code)
