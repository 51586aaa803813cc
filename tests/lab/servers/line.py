#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""A line with delay, loss and a rate, where the kernel has no netem: packets go from one tun
device to another, each in a network namespace of its own.

Usage: line.py NAMESPACE-A NAMESPACE-B DELAY-MS LOSS-PERCENT [BYTES-PER-S]
Makes "line0" in both, prints "ready", and carries packets until it is killed.
"""

import ctypes
import fcntl
import heapq
import os
import random
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN_NO_PI = 0x1001
CLONE_NEWNET = 0x40000000


def open_line(namespace):
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/run/netns/{namespace}") as f:
        if libc.setns(f.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")
    fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH22x", b"line0", IFF_TUN_NO_PI))
    return fd


def main():
    ends = [open_line(sys.argv[1]), open_line(sys.argv[2])]
    delay = float(sys.argv[3]) / 1000
    loss = float(sys.argv[4]) / 100
    rate = float(sys.argv[5]) if len(sys.argv) > 5 else 0
    waiting = []
    free_at = [0.0, 0.0]
    count = 0
    dice = random.Random()
    print("ready", flush=True)
    while True:
        timeout = max(0, waiting[0][0] - time.monotonic()) if waiting else None
        ready, _, _ = select.select(ends, [], [], timeout)
        now = time.monotonic()
        for fd in ready:
            packet = os.read(fd, 65536)
            if dice.random() < loss:
                continue
            side = ends.index(fd)
            leaves = now
            if rate:
                free_at[side] = max(free_at[side], now) + len(packet) / rate
                leaves = free_at[side]
            count += 1
            heapq.heappush(waiting, (leaves + delay, count, 1 - side, packet))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, side, packet = heapq.heappop(waiting)
            try:
                os.write(ends[side], packet)
            except OSError:
                pass


main()
