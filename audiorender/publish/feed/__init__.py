"""A podcast feed: RSS 2.0 with Apple's, Podcasting 2.0's and Podlove's namespaces.

`channel` has the values in a feed, `rss` writes them as XML, `index` as a web page. `addresses` knows where things are
on the web, `dates` when they appeared; `categories` are Apple's. All are pure.
"""
