"""Connections: addresses, sockets, proxies, TLS, and reuse."""
