# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Small servers on the loopback: one that counts, one that is silent, one that is hostile."""

import contextlib
import socket
import threading

GOOD = (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n"
        b"Connection: close\r\n\r\n{\"code\": 0}")

ESCAPES = "\x1b]0;owned\x07\x1b[31mred\x1b[2J\x9b31m\u202e"

HOSTILE = (b"HTTP/1.1 503 \x1b[31mBusy\r\nServer: " + ESCAPES.encode() + b"\r\n"
           b"Content-Type: text/plain; charset=utf-8\r\nX-Request-Id: " + ESCAPES.encode() + b"\r\n"
           b"Connection: close\r\n\r\n" + ESCAPES.encode() * 50)

HOSTILE_JSON = (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
                b'{"code": "\\u001b[31m\\u009bX", "msg": "\\u001b]0;owned\\u0007<script>alert(1)'
                b'</script>\\u202e"}')


class Server:
    """Answers each connection with the same bytes; with `None`, never."""

    def __init__(self, answer):
        self.answer = answer
        self.n_requests = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        self._connections = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection = self._socket.accept()[0]
                self._connections.append(connection)
                threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection):
        with contextlib.suppress(OSError):
            connection.settimeout(20)
            request = b""
            while b"\r\n\r\n" not in request:
                chunk = connection.recv(65536)
                if not chunk:
                    return
                request += chunk
            self.n_requests += 1
            if self.answer is None:
                return
            connection.sendall(self.answer)
            connection.shutdown(socket.SHUT_WR)
            connection.recv(65536)
            connection.close()

    def close(self):
        for connection in self._connections:
            with contextlib.suppress(OSError):
                connection.close()
        self._socket.close()


def get_closed_port():
    """A port of the loopback on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]
