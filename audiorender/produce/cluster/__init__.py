"""Clips and pieces made in other processes, on this machine or others.

`jobs` is what they run: functions of bytes, which need this package and its voices there and no shared disk. `sending`
hands utterances and pieces to any executor as such jobs. `connection` is the executor of a Dask cluster, and `local`
starts one.
"""
