"""A web server for this machine alone, to try a feed out: files of some folders by HTTP/1.1, with byte ranges.

`ranges` reads what part of a file is wanted, `site` knows which files may be seen, `server` speaks HTTP. Not for the
open network: it listens on the loopback interface only, and answers to no other name.
"""
