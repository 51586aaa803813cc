#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""The window in the sandbox: a fault is practised, found, and its report saved through the portal.

Usage: walk.py HOME, as the user of that home, who has the bundle installed.
       walk.py HOME start PROGRAM, for the time to a window, inside and outside by turns.
"""

import json
import os
import re
import subprocess
import sys
import time

sys.dont_write_bytecode = True
UI = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "ui")
sys.path.insert(0, UI)

import accessible  # noqa: E402
import desktop as desktops  # noqa: E402

ID = "org.invoicefirstaid.InvoiceFirstAid"


class SandboxedApp(accessible.App):
    """Between the program and the bus stands the sandbox's proxy, so its process id says nothing."""

    def look_up(self):
        children = self.desktop.root.children
        return children[0] if children else None


def main(home):
    desktops.App = SandboxedApp
    installation = os.path.join(home, ".local/share/flatpak")
    variables = {"FLATPAK_USER_DIR": installation, "DBUS_SYSTEM_BUS_ADDRESS": os.environ["DBUS_SYSTEM_BUS_ADDRESS"]}
    with desktops.Desktop(environment=variables) as desktop:
        # What the file chooser's portal would hand into the sandbox: a file that is seen inside.
        folder = f"{desktop.environment['HOME']}/.var/app/{ID}/data"
        os.makedirs(folder)
        target = folder + "/report.txt"
        desktop.environment["PORTAL_ANSWERS"] = desktop.folder + "/answers.json"
        desktop.environment["PORTAL_LOG"] = desktop.folder + "/portal.log"
        with open(desktop.environment["PORTAL_ANSWERS"], "w", encoding="utf-8") as file:
            json.dump({"SaveFile": [0, {"uris": ["file://" + target]}]}, file)
        portal = desktop.spawn([sys.executable, UI + "/portal.py"], stdout=subprocess.PIPE)
        assert portal.stdout.readline() == b"ready\n"

        began = time.monotonic()
        app = desktop.start(["flatpak", "run", "--user", ID])
        print(f"the window was there after {time.monotonic() - began:.2f} s")
        app.window_action("win.practice")
        app.activate_row(re.compile("The service.s certificate has expired"))
        app.find("button", "Check again", timeout=40)
        app.click(app.find("button", "Save report…"))
        preview = app.find("text box", "Content of the file")
        desktops.wait_until(lambda: "certificate-expired" in preview.text, what="the report")
        app.click(app.find("button", "Save…"))
        app.find("label", re.compile("^Report saved as"))
        with open(target, encoding="utf-8") as saved:
            assert "certificate-expired" in saved.read()
        subprocess.run(["flatpak", "kill", ID], env=desktop.environment, check=False)


def start(home, program, rounds=5):
    """The best of several: what is measured is the program and not who else is working."""
    desktops.App = SandboxedApp
    variables = {"FLATPAK_USER_DIR": os.path.join(home, ".local/share/flatpak"),
                 "GSETTINGS_SCHEMA_DIR": os.path.join(os.path.dirname(program), "../../data")}
    best = {}
    for _ in range(rounds):
        for place, command in (("outside", [program]), ("inside", ["flatpak", "run", "--user", ID])):
            with desktops.Desktop(environment=variables) as desktop:
                began = time.monotonic()
                desktop.start(command)
                best[place] = min(best.get(place, 1e9), time.monotonic() - began)
                if place == "inside":
                    subprocess.run(["flatpak", "kill", ID], env=desktop.environment, check=False)
    print(json.dumps(best))


desktops.skip_unless_possible()
if sys.argv[2:3] == ["start"]:
    start(sys.argv[1], sys.argv[3])
else:
    main(sys.argv[1])
