"""A study's runs are kept: a folder of parquet files that survives whatever kills its writer."""
