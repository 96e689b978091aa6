"""How connections are made, kept and secured: addresses, sockets, proxies, TLS."""
