"""Serving the pages: the listening socket, and the server until it is told to stop."""

from __future__ import annotations

import errno
import logging
import socket  # noqa: TID251 - it listens; what goes out goes through beatbook.gather.client
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from beatbook.errors import Busy, SettingsError
from beatbook.web.urls import without_token

Listener = socket.socket


def listen(host: str, port: int) -> Listener:
    """A socket that listens; 0 takes a free port. Raises Busy if the port is in use, SettingsError if the address is
    not this machine's or not ours to use."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(256)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise Busy(f"port {port} on {host} is in use; take another with --port") from error
        raise SettingsError(f"cannot serve on {host} port {port}: {error.strerror or error}") from error
    return listener


def address(listener: Listener) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def no_tokens(record: logging.LogRecord) -> bool:
    """A line of the log of requests without the token of a reader's own feed; a filter that keeps all."""
    if isinstance(record.args, tuple):
        record.args = tuple(without_token(a) if isinstance(a, str) else a for a in record.args)
    return True


async def serve(
    app: Starlette,
    listener: Listener,
    ready: Callable[[str], None] = lambda address: None,
    *,
    verbose: bool = False,
) -> None:
    """Serve until SIGINT or SIGTERM; `ready` is told the address once pages can be had."""
    config = uvicorn.Config(
        app,
        log_level="info" if verbose else "warning",
        access_log=verbose,
        server_header=False,
        date_header=True,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        limit_concurrency=512,
        lifespan="off",
    )
    logging.getLogger("uvicorn.access").addFilter(no_tokens)
    server = uvicorn.Server(config)
    ready(address(listener))
    await server.serve(sockets=[listener])
