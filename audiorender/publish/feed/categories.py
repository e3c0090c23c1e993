"""What a podcast can be about (Apple Podcasts, "Apple Podcasts categories"); other directories use the same list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_LIST = """
    Arts: Books, Design, Fashion & Beauty, Food, Performing Arts, Visual Arts
    Business: Careers, Entrepreneurship, Investing, Management, Marketing, Non-Profit
    Comedy: Comedy Interviews, Improv, Stand-Up
    Education: Courses, How To, Language Learning, Self-Improvement
    Fiction: Comedy Fiction, Drama, Science Fiction
    Government
    History
    Health & Fitness: Alternative Health, Fitness, Medicine, Mental Health, Nutrition, Sexuality
    Kids & Family: Education for Kids, Parenting, Pets & Animals, Stories for Kids
    Leisure: Animation & Manga, Automotive, Aviation, Crafts, Games, Hobbies, Home & Garden, Video Games
    Music: Music Commentary, Music History, Music Interviews
    News: Business News, Daily News, Entertainment News, News Commentary, Politics, Sports News, Tech News
    Religion & Spirituality: Buddhism, Christianity, Hinduism, Islam, Judaism, Religion, Spirituality
    Science: Astronomy, Chemistry, Earth Sciences, Life Sciences, Mathematics, Natural Sciences, Nature, Physics,
        Social Sciences
    Society & Culture: Documentary, Personal Journals, Philosophy, Places & Travel, Relationships
    Sports: Baseball, Basketball, Cricket, Fantasy Sports, Football, Golf, Hockey, Rugby, Running, Soccer, Swimming,
        Tennis, Volleyball, Wilderness, Wrestling
    Technology
    True Crime
    TV & Film: After Shows, Film History, Film Interviews, Film Reviews, TV Reviews
"""

CATEGORIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        name: tuple(re.split(r",\s+", parts.strip())) if parts else ()
        for name, _, parts in (entry.strip().partition(":") for entry in re.split(r"\n {4}(?! )", _LIST)[1:])
    }
)
"""Each category with its subcategories. Names are unique, so that a name alone is enough."""

PARENTS: Mapping[str, str | None] = MappingProxyType(
    {**dict.fromkeys(CATEGORIES), **{part: category for category, parts in CATEGORIES.items() for part in parts}}
)
"""Every name, with the category that it belongs to (None for a category itself)."""
