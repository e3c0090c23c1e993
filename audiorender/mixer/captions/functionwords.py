"""Short words that affect where lines are broken, from all languages that we know.

They are one list for all languages: a word that means something else in another language moves a cut only slightly.
"""

from __future__ import annotations

from audiorender.languages import LANGUAGES

JOINING = frozenset[str]().union(*(language.captions.joining for language in LANGUAGES))
LINKING = frozenset[str]().union(*(language.captions.linking for language in LANGUAGES))
LEANING = LINKING.union(*(language.captions.leaning for language in LANGUAGES))
FOLLOWING = frozenset[str]().union(*(language.captions.following for language in LANGUAGES))
