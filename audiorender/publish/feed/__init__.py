"""A podcast feed: RSS 2.0 with Apple's, Podcasting 2.0's and Podlove's namespaces.

`channel` has the values that a feed is made of, `rss` makes them XML, `index` makes them a page to click on. Where
things are on the web `addresses` knows, when they appeared `dates`; `categories` are Apple's. All take values and give
values.
"""
