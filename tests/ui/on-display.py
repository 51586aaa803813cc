#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Runs a program on a desktop of its own and ends as it ended. Usage: on-display.py PROGRAM …"""

import os
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from desktop import Desktop, skip_unless_possible  # noqa: E402


def main():
    skip_unless_possible()
    kept = {key: value for key, value in os.environ.items() if key.startswith(('G_', 'GTK_', 'IFA_'))}
    with Desktop(environment=kept) as desktop:
        return subprocess.run(sys.argv[1:], env=desktop.environment, check=False).returncode


if __name__ == '__main__':
    sys.exit(main())
