"""Short words at which lines are parted or held together, in the languages that we know best.

They are one list for all: a word that means something else in another language moves a cut there by a little at most.
"""

from __future__ import annotations

_JOINING = """
and but or nor so yet because although though while when where which who that if unless until since than before after
as whether like
und aber oder denn sondern weil dass obwohl wenn als ob während bevor nachdem sodass
et mais ou donc car parce que qui quand lorsque si comme où puisque avant après
y pero o porque cuando donde aunque mientras antes después sino
e ma perché che quando dove mentre anche prima dopo però
quando onde enquanto embora depois
en maar omdat dat toen terwijl voordat nadat zodat waar
但是 可是 不过 因为 所以 而且 如果 然后 虽然 只是
"""

_LINKING = """
about across against among around at between by during for from in into on through to under with without
an auf aus bei durch für gegen mit nach ohne über unter vor zu zum zur im am
à dans par pour sans sur vers chez avec
con para por sin sobre desde hasta entre hacia
per tra fra nel nella dal dalla
com sem até
voor met door bij naar uit zonder tussen
"""

_LEANING = """
a an the of and or but my your his her its our their this that these those i we you he she it they not no very
is are was were be been has have had will would can could should may might must do does did
if because when which who as than whether where while so i'm it's that's there's
von der die das den dem des ein eine einen einem einer mein meine sein seine ihr ihre unser und oder aber
ich du er sie es wir nicht kein keine sehr ist sind war waren hat haben hatte wird dass weil wenn als wie
le la les un une mon ma mes son sa ses notre leur du des ce cette ces et ou mais je tu il elle nous vous ils ne pas très
est sont était ont avait que qui quand si au aux
el los las uno mi su sus este esta y o pero yo muy es son era ha han había de del al
lo gli una mio mia suo sua questo questa e non molto è sono hanno aveva che di da della dei
os um uma meu minha seu sua não muito são tem dos na em
het een mijn zijn haar ons hun en maar ik jij hij zij wij niet geen heel heeft dat te
"""

JOINING = frozenset(_JOINING.split())
"""What begins a part of a sentence."""

LINKING = frozenset(_LINKING.split())
"""Prepositions: a line may end before one (Netflix, Timed Text Style Guide), and had better not end after it."""

LEANING = LINKING | frozenset(_LEANING.split())
"""What leans on the next word, and should not end a line."""

FOLLOWING = frozenset({"off", "up", "out", "away", "back", *"的了着过们吗呢吧啊里上中"})
"""What belongs to the word before: particles of English verbs, and of Chinese."""
