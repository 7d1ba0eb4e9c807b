"""The engine's parts: fields, kernels, addressed chance, populations, the ledger, files and
digests.

It knows nothing of startups, plans or languages and could be lifted out as a library.
"""
