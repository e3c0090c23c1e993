"""A web server for this machine only, to try out a feed: serves files from given folders by HTTP/1.1, with byte ranges.

`ranges` parses the requested range, `site` knows which files may be seen, `server` speaks HTTP. It is not for the open
network: it listens only on the loopback interface, and answers to no other host name.
"""
