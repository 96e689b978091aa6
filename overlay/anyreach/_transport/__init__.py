"""How bytes travel: connections, sockets, proxies, TLS; the only room that imports httpx."""
