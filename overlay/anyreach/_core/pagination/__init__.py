"""Lists that fetch their pages lazily, for each kind of pagination in the contract."""
