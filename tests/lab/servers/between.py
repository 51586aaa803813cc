#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Somebody between: a filter that looks at the name in the handshake, or an inspecting gateway.

Usage: between.py PORT reset|drop NAME      (redirected connections; others pass)
       between.py PORT inspect CERTIFICATE… (answers with its own certificate; NAME:CERTIFICATE)
       between.py PORT proxy open|407|403|503|login:NAME:WORD NAME=ADDRESS… (an HTTP proxy)
Prints "ready".
"""

import base64
import socket
import ssl
import struct
import sys
import threading
import time

SO_ORIGINAL_DST = 80


def pump(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    for end in (source, sink):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def join(client, server):
    threading.Thread(target=pump, args=(server, client), daemon=True).start()
    pump(client, server)


def original(client):
    raw = client.getsockopt(socket.SOL_IP, SO_ORIGINAL_DST, 16)
    return socket.inet_ntoa(raw[4:8]), struct.unpack("!H", raw[2:4])[0]


def filter_name(client, action, name):
    hello = client.recv(65536)
    if name.encode() in hello:
        if action == "reset":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()
        else:
            time.sleep(60)
        return
    server = socket.create_connection(original(client))
    server.sendall(hello)
    join(client, server)


def inspect(client, certificates):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    contexts = {}
    for entry in certificates:
        name, certificate = entry.split(":", 1)
        contexts[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        contexts[name].load_cert_chain(certificate + ".chain", certificate + ".key")
    first = next(iter(contexts.values()))

    def choose(sock, name, _context):
        sock.context = contexts.get(name, first)
    context.load_cert_chain(certificates[0].split(":", 1)[1] + ".chain",
                            certificates[0].split(":", 1)[1] + ".key")
    context.sni_callback = choose
    try:
        secure = context.wrap_socket(client, server_side=True)
        secure.recv(65536)
        secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 24\r\n\r\n"
                       b'{"code": 0, "msg": "ok"}')
        secure.unwrap()
    except (OSError, ssl.SSLError):
        pass


def proxy(client, mode, zone):
    request = b""
    while b"\r\n\r\n" not in request:
        data = client.recv(4096)
        if not data:
            return
        request += data
    method, target, _ = request.split(b"\r\n")[0].decode().split()
    if mode == "endless":
        while True:
            client.sendall(b"X-Endless: yes\r\n" * 100)
    if mode.startswith("login:"):
        login = base64.b64encode(mode.partition(":")[2].encode())
        mode = "open" if b"Proxy-Authorization: Basic " + login + b"\r\n" in request else "407"
    if mode != "open":
        client.sendall(f"HTTP/1.1 {mode} No\r\nProxy-Authenticate: Basic realm=\"office\"\r\n"
                       "Content-Length: 0\r\n\r\n".encode())
        client.close()
        return
    host, _, port = (target if method == "CONNECT" else target.split("/")[2] + ":80").rpartition(":")
    try:
        server = socket.create_connection((zone.get(host, host), int(port)), timeout=3)
    except OSError:
        client.sendall(b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")
        client.close()
        return
    if method == "CONNECT":
        client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    else:
        server.sendall(request)
    join(client, server)


def main():
    port, action, *rest = sys.argv[1:]
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("0.0.0.0", int(port)))
    listener.listen(200)
    print("ready", flush=True)
    while True:
        client, _ = listener.accept()
        if action == "inspect":
            work = (inspect, (client, rest))
        elif action == "proxy":
            work = (proxy, (client, rest[0], dict(e.split("=") for e in rest[1:])))
        else:
            work = (filter_name, (client, action, rest[0]))
        threading.Thread(target=work[0], args=work[1], daemon=True).start()


main()
