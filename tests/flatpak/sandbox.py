# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""A made-up user who has the bundle installed, and the lab with her at its desk."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time

from lab import Lab

ID = "org.invoicefirstaid.InvoiceFirstAid"
# Not root: root's sandbox keeps every right, and proves nothing.
UID = 1000
AS_USER = ["setpriv", f"--reuid={UID}", f"--regid={UID}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"]


class User:
    def __init__(self, scratch, work):
        self.home, self.work = os.path.join(scratch, "home"), work
        self.runtime = os.path.join(scratch, "run")
        self.own_folder = os.path.join(self.home, ".var/app", ID)

    def environment(self):
        return {"HOME": self.home, "XDG_RUNTIME_DIR": self.runtime, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
                "XDG_DATA_HOME": os.path.join(self.home, ".local/share"),
                "XDG_CONFIG_HOME": os.path.join(self.home, ".config"),
                "XDG_CACHE_HOME": os.path.join(self.home, ".cache"),
                "XDG_STATE_HOME": os.path.join(self.home, ".local/state"),
                "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.runtime}/system-bus"}

    def __enter__(self):
        for folder in (self.home, self.runtime):
            os.mkdir(folder, 0o700)
            os.chown(folder, UID, UID)
        # flatpak asks the system bus about parental controls before a user installs anything.
        self.bus = subprocess.Popen([*AS_USER, "dbus-daemon", "--session", "--nofork", "--nosyslog",
                                     f"--address=unix:path={self.runtime}/system-bus"])
        end = time.monotonic() + 10
        while not os.path.exists(f"{self.runtime}/system-bus") and time.monotonic() < end:
            time.sleep(0.05)
        return self

    def __exit__(self, *rest):
        self.bus.send_signal(signal.SIGTERM)
        self.bus.wait()

    def command(self, *command, environment=None):
        variables = {**self.environment(), **(environment or {})}
        return [*AS_USER, "env", "-i", *(f"{k}={v}" for k, v in variables.items()), *command]

    def run(self, *command, environment=None, timeout=60):
        return subprocess.run(self.command(*command, environment=environment), capture_output=True, text=True,
                              timeout=timeout, cwd="/", stdin=subprocess.DEVNULL)

    @contextlib.contextmanager
    def names_on_bus(self, names):
        script = ("import sys; from gi.repository import Gio, GLib\n"
                  "bus = Gio.bus_get_sync(Gio.BusType.SYSTEM)\n"
                  "for name in sys.argv[1:]:\n"
                  "    bus.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'RequestName',\n"
                  "                  GLib.Variant('(su)', (name, 0)), None, 0, -1)\n"
                  "print('ready', flush=True); GLib.MainLoop().run()")
        process = subprocess.Popen(self.command("/usr/bin/python3", "-c", script, *names), stdout=subprocess.PIPE)
        try:
            process.stdout.readline()
            yield
        finally:
            process.terminate()
            process.wait()

    def inside(self, *command):
        return self.run("flatpak", "run", "--user", f"--command={command[0]}", ID, *command[1:])

    def cli(self, *arguments, environment=None):
        return self.run("flatpak", "run", "--user", "--command=invoice-first-aid-cli", ID, *arguments,
                        environment=environment)

    def write(self, name, text):
        path = os.path.join(self.home, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        for folder, folders, files in os.walk(self.home):
            if "/flatpak" not in folder:
                for entry in (*folders, *files):
                    os.chown(os.path.join(folder, entry), UID, UID, follow_symlinks=False)
        return path

    def install(self):
        bundle = os.path.join(self.work, ID + ".flatpak")
        for command in (["remote-add", "--no-gpg-verify", "local", f"file://{self.work}/repo"],
                        ["install", "-y", "--noninteractive", "local", "org.debian.Platform//12"],
                        ["install", "-y", "--noninteractive", "--bundle", bundle]):
            done = self.run("flatpak", "--user", *command, timeout=200)
            if done.returncode != 0:
                return done.stderr
        return None


class SandboxLab(Lab):
    """The lab, where the same check can also be made from inside the sandbox."""

    user_id = UID

    def __init__(self, program, keys, user):
        super().__init__(program, keys, keep_root=True)
        self.person = user

    def check_inside(self):
        profile = self.person.write(f".var/app/{ID}/data/lab.json", json.dumps(self.profile))
        trust = os.path.join(self.person.own_folder, "data/root.pem")
        shutil.copyfile(os.path.join(self.pki, self.trust + ".pem"), trust)
        usual = dict(self.environment)
        self.environment = {**usual, **self.person.environment(), "SSL_CERT_FILE": trust,
                            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent"}
        command = ["flatpak", "run", "--user", "--command=invoice-first-aid-cli", ID, "check", "--profile", profile,
                   "--format", "json", *self.arguments]
        done = subprocess.run(self.client_command(command), capture_output=True, text=True, timeout=90, cwd="/")
        self.environment = usual
        try:
            return json.loads(done.stdout), done.returncode, done.stderr
        except ValueError:
            return None, done.returncode, done.stderr
