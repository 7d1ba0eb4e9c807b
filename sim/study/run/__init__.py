"""A study's runs are lived: here, in local processes or on a Dask cluster."""
