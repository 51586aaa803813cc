#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""A name server with a fault; the healthy ones are dnsmasq.

Usage: names.py ADDRESS MODE [NAME=ADDRESS …]. Prints "ready".
"""

import socket
import struct
import sys
import threading
import time


def answer(query, mode, zone, over_tcp):
    position = 12
    labels = []
    while query[position]:
        length = query[position]
        labels.append(query[position + 1:position + 1 + length].decode())
        position += length + 1
    name = ".".join(labels).lower()
    kind = struct.unpack(">H", query[position + 1:position + 3])[0]
    is_service = name.endswith("invoice.example")
    code, flags, records = 0, 0x8180, []
    addresses = list(zone.get(name, []))

    if mode == "servfail" or (mode == "servfail-service" and is_service):
        code = 2
    elif mode == "refuse":
        code = 5
    elif mode == "truncate" and not over_tcp:
        flags |= 0x0200
    elif mode == "block" and is_service:
        addresses = ["0.0.0.0"]
    if code == 0 and name not in zone:
        code = 3
    if code == 0 and not flags & 0x0200:
        for address in addresses:
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            if kind == (28 if family == socket.AF_INET6 else 1):
                raw = socket.inet_pton(family, address)
                records.append(b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 60, len(raw)) + raw)
    header = query[:2] + struct.pack(">HHHHH", flags | code, 1, len(records), 0, 0)
    return header + query[12:position + 5] + b"".join(records)


def main():
    address, mode, *entries = sys.argv[1:]
    zone = {}
    for entry in entries:
        name, value = entry.split("=")
        zone.setdefault(name, []).append(value)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_DGRAM)
    sock.bind((address, 53))
    print("ready", flush=True)

    def reply(query, peer):
        # Some know only IPv4's questions and let the others wait.
        asks_for_ipv6 = query[query.index(b"\0", 12) + 1:][:2] == b"\0\x1c"
        if mode == "silent" or (mode == "deaf-to-ipv6" and asks_for_ipv6):
            return
        if mode.startswith("slow-"):
            time.sleep(int(mode[5:]) / 1000)
        if mode == "garbage":
            sock.sendto(query[:2] + b"\xff" * 40, peer)
            return
        if mode == "spoofed":
            # Answers to questions that nobody asked come first, and must not be believed.
            for _ in range(3):
                forged = answer(query, "ok", {n: ["203.0.113.66"] for n in zone}, False)
                sock.sendto(bytes([query[0] ^ 0x55]) + forged[1:], peer)
        sock.sendto(answer(query, mode, zone, False), peer)

    while True:
        query, peer = sock.recvfrom(2048)
        threading.Thread(target=reply, args=(query, peer), daemon=True).start()


main()
