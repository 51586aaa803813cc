# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""What the tests of reports share: rendering samples, and the lines that meson reads."""

import pathlib
import subprocess
import sys
import tempfile

SAMPLES = [[], ["well"], ["large", "20"]] + [["poison", str(seed)] for seed in range(40)]


class Results:
    """Collects results and prints them in the Test Anything Protocol."""

    def __init__(self):
        self.lines = []
        self.failed = 0

    def add(self, name, problems):
        self.failed += bool(problems)
        self.lines.append(f"{'not ok' if problems else 'ok'} {len(self.lines) + 1} {name}")
        for problem in problems[:5]:
            print(f"# {name}: {str(problem)[:400]}")

    def finish(self):
        print(f"1..{len(self.lines)}")
        print("\n".join(self.lines))
        sys.exit(1 if self.failed else 0)


def skip(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)


def render(program, report_format, sample, env=None):
    """The bytes of a sample report; `sample` is what render-report takes behind the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "report"
        subprocess.run([program, report_format, str(path), *sample], check=True, timeout=60, env=env)
        return path.read_bytes()
