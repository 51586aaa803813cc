#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""The window in the sandbox: a fault is practised, found, and its report saved through the portal.

Usage: walk.py HOME, as the user of that home, who has the bundle installed.
       walk.py HOME alone, without portals, bus, fonts, network and display.
       walk.py HOME start PROGRAM PEER, for the time to a window, inside and outside by turns.
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


def is_seen(desktop):
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Invoice First Aid"], env=desktop.environment,
                           capture_output=True, check=False)
    return found.stdout.strip() != b""


def starts_or_says(desktop, what, options, environment):
    """The window comes, or one sentence says what is missing."""
    log = os.path.join(desktop.folder, "alone.log")
    with open(log, "wb") as file:
        process = subprocess.Popen(["flatpak", "run", "--user", *options, ID], env=environment, stdin=subprocess.DEVNULL,
                                   stdout=file, stderr=subprocess.STDOUT)
    desktops.wait_until(lambda: is_seen(desktop) or process.poll() is not None, 20, f"anything {what}")
    if process.poll() is None:
        # One that breaks a moment later isn't started.
        time.sleep(1)
    with open(log, encoding="utf-8", errors="replace") as file:
        said = [line for line in file.read().splitlines() if line.strip()]
    if process.poll() is None:
        print(f"{what}: the window is there" + (f"; said: {said[0][:150]}" if said else ""))
    else:
        print(f"{what}: ended with {process.returncode} and said {said}")
        assert process.returncode > 0 and len(said) == 1, f"{what}: {process.returncode} {said}"
    subprocess.run(["flatpak", "kill", ID], env=desktop.environment, check=False, stderr=subprocess.DEVNULL)
    process.wait(10)
    desktops.wait_until(lambda: not is_seen(desktop), 10, "the window to go")


def alone(home):
    """Without what a desktop usually has."""
    variables = {"FLATPAK_USER_DIR": os.path.join(home, ".local/share/flatpak"), "G_DEBUG": ""}
    with desktops.Desktop(environment=variables) as desktop:
        folder = f"{desktop.environment['HOME']}/.var/app/{ID}/data"
        os.makedirs(folder)
        with open(folder + "/fonts.conf", "w", encoding="utf-8") as file:
            file.write('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig/>')
        no_bus = {name: value for name, value in desktop.environment.items()
                  if name not in ("DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS")}
        starts_or_says(desktop, "without portals", [], desktop.environment)
        starts_or_says(desktop, "without a session bus", [], {**no_bus, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"})
        starts_or_says(desktop, "without fonts", [f"--env=FONTCONFIG_FILE={folder}/fonts.conf"], desktop.environment)
        starts_or_says(desktop, "without a network", ["--unshare=network"], desktop.environment)
        starts_or_says(desktop, "without a display", ["--nosocket=x11", "--nosocket=wayland", "--nosocket=fallback-x11"],
                       desktop.environment)


def look_and_end(desktop, command):
    """Seconds until the window is there; ends the program again."""
    n_before = len(desktop.processes)
    began = time.monotonic()
    desktop.start(command)
    seconds = time.monotonic() - began
    subprocess.run(["flatpak", "kill", ID], env=desktop.environment, check=False, stderr=subprocess.DEVNULL)
    for process in desktop.processes[n_before:]:
        process.terminate()
        process.wait()
    desktops.wait_until(lambda: not desktop.root.children, 10, "the window to go")
    return seconds


def start(home, program, peer, rounds=8):
    """The best of several by turns: what is measured is the program, and not who else is working."""
    desktops.App = SandboxedApp
    variables = {"FLATPAK_USER_DIR": os.path.join(home, ".local/share/flatpak"),
                 "GSETTINGS_SCHEMA_DIR": os.path.join(os.path.dirname(program), "../../data")}
    flatpak = ["flatpak", "run", "--user"]
    commands = {"outside": [program], "inside": [*flatpak, ID], "peer-outside": [peer],
                "peer-inside": [*flatpak, f"--filesystem={peer}:ro", f"--command={peer}", ID]}
    best = {}
    with desktops.Desktop(environment=variables) as desktop:
        for _ in range(rounds):
            for place, command in commands.items():
                best[place] = min(best.get(place, 1e9), look_and_end(desktop, command))
    print(json.dumps(best))


desktops.skip_unless_possible()
if sys.argv[2:3] == ["start"]:
    start(sys.argv[1], *sys.argv[3:])
elif sys.argv[2:3] == ["alone"]:
    alone(sys.argv[1])
else:
    main(sys.argv[1])
