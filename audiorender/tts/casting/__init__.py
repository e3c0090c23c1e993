"""Who gets which voice: `order` says which voices are tried first, `measured` and `distance` how far apart they sound,
and `cast` chooses.
"""
