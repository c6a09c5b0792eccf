"""Many documents: taken in by batches, kept as JSON under one database, asked and handed on.

`sources` says which files a batch is given, `worker` what is done to one of them, `processes` and `cluster` where,
`batch` which are new; `store` keeps them, `finding` and `export` give them back.
"""
