#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Everything that lives on the far side of the lab's router: web servers and a time server.

Usage: world.py CONFIG.json. The configuration lists what listens where; servers start, then
"ready" is printed.
"""

import http.server
import json
import os
import socket
import socketserver
import ssl
import struct
import sys
import threading
import time

NTP_TO_UNIX = 2208988800


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    spec = {}

    def log_message(self, *args):
        pass

    def date_time_string(self, timestamp=None):
        return super().date_time_string(time.time() + self.spec.get("clock", 0))

    def upgrade(self):
        import base64
        import hashlib
        key = self.headers.get("Sec-WebSocket-Key", "")
        accept = base64.b64encode(hashlib.sha1(
            (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", accept)
        self.end_headers()
        self.wfile.flush()
        time.sleep(1)
        self.close_connection = True

    def do_GET(self):
        spec = self.spec
        time.sleep(spec.get("delay", 0))
        if spec.get("hang"):
            time.sleep(120)
        if self.headers.get("Upgrade") and spec.get("websocket", True):
            return self.upgrade()
        body = spec.get("body", '{"code": 0, "msg": "ok"}').encode()
        status = spec.get("status", 200)
        if "alternate" in spec:
            spec["turn"] = spec.get("turn", -1) + 1
            status = spec["alternate"][spec["turn"] % len(spec["alternate"])]
        self.send_response(status)
        self.send_header("Content-Type", spec.get("type", "application/json"))
        self.send_header("Content-Length", str(spec.get("length", len(body))))
        for name, value in spec.get("headers", {}).items():
            self.send_header(name, value)
        self.end_headers()
        pace = spec.get("bytes_per_s")
        if pace is None:
            self.wfile.write(body)
            return
        for start in range(0, len(body), pace // 4):
            self.wfile.write(body[start:start + pace // 4])
            self.wfile.flush()
            time.sleep(0.25)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 256
    allow_reuse_address = True

    def __init__(self, spec):
        self.spec = spec
        self.address_family = socket.AF_INET6 if ":" in spec["address"] else socket.AF_INET
        handler = type("H", (Handler,), {"spec": spec})
        super().__init__((spec["address"], spec["port"]), handler)
        self.context = self.make_context() if "certificate" in spec else None

    def make_context(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # The lab shows what is weak, so its servers must be willing to.
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.load_cert_chain(self.spec["certificate"] + ".chain", self.spec["certificate"] + ".key")
        if self.spec.get("old"):
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
        if self.spec.get("client_certificate"):
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(self.spec["client_certificate"])
        return context

    def server_bind(self):
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]

    def finish_request(self, request, client_address):
        wire = self.spec.get("wire")
        if wire == "silence":
            time.sleep(120)
            return
        if wire == "plain":
            request.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
            return
        if wire == "close":
            request.recv(2000)
            return
        if wire == "reset":
            request.recv(1)
            request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        if wire == "alert":
            request.recv(2000)
            request.sendall(bytes([21, 3, 3, 0, 2, 2, 40]))
            return
        time.sleep(self.spec.get("handshake_delay", 0))
        if self.context is not None:
            try:
                request = self.context.wrap_socket(request, server_side=True)
            except (OSError, ssl.SSLError):
                return
        try:
            super().finish_request(request, client_address)
        except OSError:
            pass
        finally:
            try:
                request.close()
            except OSError:
                pass

    def handle_error(self, request, client_address):
        pass


def serve_time(address, offset):
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((address, 123))

    def loop():
        while True:
            packet, peer = sock.recvfrom(512)
            now = time.time() + NTP_TO_UNIX + offset
            stamp = struct.pack(">II", int(now), int(now % 1 * 2**32))
            sock.sendto(bytes([0x24, 2, 6, 0xec]) + bytes(12) + bytes(8) + packet[40:48] + stamp + stamp,
                        peer)
    threading.Thread(target=loop, daemon=True).start()


def main():
    with open(sys.argv[1]) as f:
        config = json.load(f)
    for spec in config["servers"]:
        threading.Thread(target=Server(spec).serve_forever, daemon=True).start()
    for spec in config.get("time", []):
        serve_time(spec["address"], spec.get("clock", 0))
    print("ready", flush=True)
    # Ends with the lab that holds its standard input.
    sys.stdin.read()
    os._exit(0)


main()
