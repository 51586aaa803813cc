# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Servers on the loopback, each broken in one way."""

import contextlib
import re
import socket
import ssl
import struct
import subprocess
import threading
import time

import servers

PATIENCE_S = 60
ALERTS = {"close_notify": 0, "unexpected_message": 10, "bad_record_mac": 20, "record_overflow": 22,
          "handshake_failure": 40, "illegal_parameter": 47, "unknown_ca": 48, "access_denied": 49,
          "decode_error": 50, "protocol_version": 70, "insufficient_security": 71,
          "internal_error": 80, "user_canceled": 90, "unrecognized_name": 112,
          "no_application_protocol": 120}


def reset(connection):
    """Hangs up with RST."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def read_hello(connection):
    connection.settimeout(PATIENCE_S)
    head = connection.recv(5, socket.MSG_WAITALL)
    if len(head) == 5:
        connection.recv(struct.unpack(">H", head[3:])[0], socket.MSG_WAITALL)


def read_request(connection):
    request = b""
    with contextlib.suppress(OSError):
        while b"\r\n\r\n" not in request:
            chunk = connection.recv(65536)
            if not chunk:
                break
            request += chunk
    return request


def answer_well(connection):
    if read_request(connection):
        connection.sendall(servers.GOOD)


class Site:
    """Accepts, and hands each connection to `serve` in a thread of its own."""

    def __init__(self, serve):
        self.serve = serve
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._socket.getsockname()[1]
        self._open = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection = self._socket.accept()[0]
                self._open.append(connection)
                threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection):
        with contextlib.suppress(OSError, ssl.SSLError, ValueError, struct.error):
            self.serve(connection)
            # What was sent last must not be lost to a reset.
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
                connection.settimeout(0.5)
                while connection.recv(65536):
                    pass
            connection.close()

    def close(self):
        self._socket.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.close()


def raw(answer, and_then=None):
    """Reads what comes first, says @answer, and hangs up."""
    def serve(connection):
        read_hello(connection)
        connection.sendall(answer)
        if and_then:
            and_then(connection)
    return serve


def banner(text):
    """Speaks first, as SSH and SMTP do."""
    def serve(connection):
        connection.sendall(text)
        connection.settimeout(5)
        connection.recv(4096)
    return serve


def silent(connection):
    time.sleep(PATIENCE_S)
    connection.close()


def alert(name, level=2):
    return raw(bytes([21, 3, 3, 0, 2, level, ALERTS[name]]))


def drip(data, pause_s=0.3):
    def serve(connection):
        read_hello(connection)
        for byte in data:
            connection.sendall(bytes([byte]))
            time.sleep(pause_s)
        time.sleep(PATIENCE_S)
    return serve


def endless(record):
    """The same record after each hello, until nobody listens."""
    def serve(connection):
        read_hello(connection)
        while True:
            connection.sendall(record)
    return serve


def tls(world, name, then=answer_well, *, versions=None, ciphers="DEFAULT@SECLEVEL=0",
        ask_client=None):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(ciphers)
    if versions:
        context.minimum_version, context.maximum_version = versions
    context.load_cert_chain(world.path(f"{name}.chain"), world.path(f"{name}.key"))
    if ask_client:
        context.verify_mode = ask_client
        context.load_verify_locations(world.path("root.pem"))

    def serve(connection):
        connection.settimeout(PATIENCE_S)
        then(context.wrap_socket(connection, server_side=True))
    return serve


def early_end(world, name, n_bytes):
    """A handshake of which only the first bytes get through, then the line is cut."""
    behind = Site(tls(world, name))

    def serve(connection):
        with socket.create_connection(("127.0.0.1", behind.port)) as other:
            connection.settimeout(5)
            other.sendall(connection.recv(65536))
            time.sleep(0.1)
            connection.sendall(other.recv(n_bytes))
            reset(connection)
    return serve


def spoilt(world, name, position):
    """One byte of the server's flight is flipped on its way."""
    behind = Site(tls(world, name, versions=(ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2)))

    def serve(connection):
        with socket.create_connection(("127.0.0.1", behind.port)) as other:
            connection.settimeout(5)
            other.sendall(connection.recv(65536))
            time.sleep(0.15)
            data = bytearray(other.recv(1 << 16))
            data[position] ^= 0x55
            connection.sendall(data)
            connection.recv(4096)
    return serve


class GnutlsSite:
    """gnutls-serv, which still knows the ciphers of the past."""

    def __init__(self, world, name, priority, *more):
        self.port = servers.get_closed_port()
        self._process = subprocess.Popen(
            ["gnutls-serv", "--http", "--port", str(self.port), "--priority", priority,
             "--x509certfile", world.path(f"{name}.chain"), "--x509keyfile",
             world.path(f"{name}.key"), *more],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        for _ in range(100):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                break
            time.sleep(0.05)

    def close(self):
        self._process.kill()
        self._process.wait()


def hello_of(version, cipher):
    """A ServerHello that chooses @cipher and @version, and nothing after it."""
    body = struct.pack(">H", version) + bytes(32) + b"\0" + struct.pack(">HB", cipher, 0)
    message = b"\x02" + struct.pack(">I", len(body))[1:] + body
    return b"\x16" + struct.pack(">HH", version, len(message)) + message


def old_only(version, cipher):
    """Refuses what is new with an alert, and takes what is old."""
    def serve(connection):
        connection.settimeout(PATIENCE_S)
        head = connection.recv(5, socket.MSG_WAITALL)
        body = connection.recv(struct.unpack(">H", head[3:])[0], socket.MSG_WAITALL)
        asked = struct.unpack(">H", body[4:6])[0]
        known = struct.pack(">H", cipher) in re.findall(b"(?s)..", body[41 + body[38]:][:400])
        if asked >= version and (known or cipher in (0x000a, 0x0005)) and not b"\x00\x2b" in body[-200:]:
            connection.sendall(hello_of(version, cipher))
        else:
            connection.sendall(bytes([21, 3, 0, 0, 2, 2, 40]))
    return serve
