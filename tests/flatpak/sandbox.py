# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""A made-up user who has the bundle installed, and the lab with her at its desk."""

import contextlib
import copy
import glob
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
        self.installation = os.path.join(self.home, ".local/share/flatpak")

    def at_home_in(self, name):
        """The same user and installation with a new home: nothing is remembered there."""
        guest = copy.copy(self)
        guest.home = f"{self.home}-{name}"
        guest.own_folder = os.path.join(guest.home, ".var/app", ID)
        os.mkdir(guest.home, 0o700)
        os.chown(guest.home, UID, UID)
        return guest

    def environment(self):
        return {"HOME": self.home, "FLATPAK_USER_DIR": self.installation, "XDG_RUNTIME_DIR": self.runtime, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
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

    def cli(self, *arguments, environment=None, options=()):
        return self.run("flatpak", "run", "--user", *options, "--command=invoice-first-aid-cli", ID, *arguments,
                        environment=environment)

    def with_mounts(self, mounts, command, timeout=60):
        """The command where these mounts are made, which nobody else sees."""
        return subprocess.run(["unshare", "--mount", "sh", "-c", f'{mounts} && exec "$@"', "sh", *command],
                              capture_output=True, text=True, timeout=timeout, cwd="/", stdin=subprocess.DEVNULL)

    def fingerprint(self, name):
        """All that is below a folder of the home: names, sizes, times."""
        return sorted((os.path.join(folder, entry), os.lstat(os.path.join(folder, entry)).st_mtime_ns)
                      for folder, folders, files in os.walk(os.path.join(self.home, name)) for entry in (*folders, *files))

    def write(self, name, text):
        path = os.path.join(self.home, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        for folder, folders, files in os.walk(self.home):
            # The installation is hers already, and large.
            if os.path.relpath(folder, self.home).startswith(".local/share"):
                folders.clear()
                continue
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
        # As outside, where each lab has a home of its own: a status page isn't asked twice within its interval.
        self.person = user.at_home_in(self.prefix)

    def client_command(self, command):
        """Inside, the public roots are the runtime's: there, too, the lab's one."""
        runtime = glob.glob(f"{self.person.installation}/runtime/org.debian.Platform/*/12/active")[0]
        public = os.path.realpath(runtime) + "/files/etc/ssl/certs/ca-certificates.crt"
        mount = f"mount --bind {self.pki}/root.pem {public} && "
        command = super().client_command(command)
        script = command.index("-c") + 1
        return [*command[:script], mount + command[script], *command[script + 1:]]

    def own_file(self, name, source):
        """A copy of a file where the sandbox sees it."""
        folder = f".var/app/{ID}/data/{self.prefix}"
        self.person.write(f"{folder}/.here", "")
        path = os.path.join(self.person.home, folder, name)
        shutil.copyfile(source, path)
        return path

    def inner_clock(self):
        """The clock of the program alone: flatpak's own programs need the right one."""
        if self.clock is None:
            return []
        library = self.own_file("faketime.so", glob.glob("/usr/lib/*/faketime/libfaketime.so.1")[0])
        return [f"--env=LD_PRELOAD={library}", f"--env=FAKETIME={self.clock}"]

    def check_inside(self, *options, names_trust=True, host_list=None, with_session_bus=False):
        """The check from inside. `names_trust`: SSL_CERT_FILE names the roots, as outside; else they are what the
        sandbox sees, and `host_list` lies in the place of the computer's own list."""
        profile = self.person.write(f".var/app/{ID}/data/{self.prefix}/lab.json", json.dumps(self.profile))
        trust = self.own_file("root.pem", os.path.join(self.pki, self.trust + ".pem"))
        usual, clock, options = dict(self.environment), self.clock, [*options, *self.inner_clock()]
        self.environment = {**usual, **self.person.environment(), "SSL_CERT_FILE": trust if names_trust else "",
                            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent"}
        self.clock = None
        command = ["flatpak", "run", "--user", *options, "--command=invoice-first-aid-cli", ID, "check", "--profile",
                   profile, "--format", "json", *self.arguments]
        if with_session_bus:
            command = ["dbus-run-session", "--", *command]
        if host_list is not None:
            # Its own mounts, which the outer command's are made within.
            command = ["unshare", "--mount", "sh", "-c",
                       f'mount --bind {host_list} /etc/ssl/certs/ca-certificates.crt && exec "$@"', "sh",
                       *self.client_command(command)]
        else:
            command = self.client_command(command)
        done = subprocess.run(command, capture_output=True, text=True, timeout=90, cwd="/")
        self.environment, self.clock = usual, clock
        try:
            return json.loads(done.stdout), done.returncode, done.stderr
        except ValueError:
            return None, done.returncode, done.stderr
