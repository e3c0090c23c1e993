"""Clips and pieces made in other processes, on this machine or others.

`jobs` has what they run: functions of bytes, which need this package and its voices there, but no shared disk.
`sending` passes utterances and pieces to any executor as such jobs. `connection` is the executor for a Dask cluster,
which `scheduler` reaches, and `local` starts one.
"""
