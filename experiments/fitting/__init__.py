"""Fitting natural parameters to published facts: what is free, what it is held against, an emulator of the model, and samplers.

It stands outside the package because nothing that is run, shown or compared needs it: the product reads the ensemble that
comes out.  Every function here takes and gives arrays; only `lives` runs the model.
"""
