"""The transport: connections, sockets, proxies, TLS. Only this package imports httpx."""
