# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""A desktop of one's own for one walk: X server, session bus, accessibility bus, folders."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

from gi.repository import Gio, GLib

from accessible import Accessible, App

NEEDED = ['Xvfb', 'dbus-daemon', 'gdbus', 'xdotool', 'import']
SKIPPED = 77


class Timeout(AssertionError):
    pass


def wait_until(condition, timeout=10.0, what='something'):
    """Call condition() until it returns something true. An object that went away is 'not yet'."""
    end = time.monotonic() + timeout
    last = None
    while time.monotonic() < end:
        try:
            value = condition()
            if value:
                return value
        except (GLib.Error, IndexError, subprocess.CalledProcessError) as error:
            last = error
        time.sleep(0.03)
    raise Timeout(f'waited {timeout} s for {what}' + (f' ({last})' if last else ''))


def skip_unless_possible():
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        print('skipped: not installed:', ' '.join(missing))
        sys.exit(SKIPPED)


class Desktop:
    """Use as a context: what it started ends with it; its folder stays only after a failure."""

    def __init__(self, width=900, height=760, environment=None, window_manager=False):
        self.size = (width, height)
        self.extra = environment or {}
        self.window_manager = window_manager
        self.processes = []

    def spawn(self, arguments, **options):
        process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, env=self.environment,
                                   start_new_session=True, **options)
        self.processes.append(process)
        return process

    def run(self, *arguments):
        return subprocess.run(arguments, check=True, env=self.environment,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout.decode().strip()

    def make_environment(self):
        environment = {key: value for key, value in os.environ.items()
                       if key in ('PATH', 'TZ', 'GSETTINGS_SCHEMA_DIR', 'ASAN_OPTIONS',
                                  'LSAN_OPTIONS', 'UBSAN_OPTIONS')}
        for name in ('runtime', 'home', 'config', 'data', 'cache', 'state'):
            os.mkdir(os.path.join(self.folder, name), 0o700)
        environment.update(
            XDG_RUNTIME_DIR=self.folder + '/runtime', HOME=self.folder + '/home',
            XDG_CONFIG_HOME=self.folder + '/config', XDG_DATA_HOME=self.folder + '/data',
            XDG_CACHE_HOME=self.folder + '/cache', XDG_STATE_HOME=self.folder + '/state',
            LANG='C.UTF-8', GDK_BACKEND='x11', GSK_RENDERER='cairo', GTK_A11Y='atspi',
            GSETTINGS_BACKEND='memory', GVFS_DISABLE_FUSE='1', GIO_USE_VFS='local',
            GDK_DEBUG='portals,gl-disable', G_DEBUG='fatal-warnings')
        os.mkdir(self.folder + '/config/gtk-4.0')
        with open(self.folder + '/config/gtk-4.0/settings.ini', 'w', encoding='utf-8') as settings:
            settings.write('[Settings]\ngtk-font-name=Cantarell 11\ngtk-enable-animations=0\n')
        environment.update(self.extra)
        return environment

    def start_display(self):
        read_end, write_end = os.pipe()
        self.spawn(['Xvfb', '-displayfd', str(write_end), '-nolisten', 'tcp', '-noreset',
                    '-screen', '0', '%dx%dx24' % self.size],
                   pass_fds=[write_end], stderr=subprocess.DEVNULL)
        os.close(write_end)
        number = b''
        # Closing the pipe before the newline came kills the server.
        while not number.endswith(b'\n'):
            piece = os.read(read_end, 16)
            if not piece:
                raise Timeout('the X server did not start')
            number += piece
        os.close(read_end)
        self.environment['DISPLAY'] = ':' + number.decode().strip()

    def start_buses(self):
        bus = self.spawn(['dbus-daemon', '--session', '--nofork', '--nopidfile', '--print-address'],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.environment['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().decode().strip()
        answer = self.run('gdbus', 'call', '--session', '-d', 'org.a11y.Bus', '-o', '/org/a11y/bus',
                          '-m', 'org.a11y.Bus.GetAddress')
        address = answer.split("'")[1]
        self.environment['AT_SPI_BUS_ADDRESS'] = address
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.root = Accessible(self.bus, 'org.a11y.atspi.Registry',
                               '/org/a11y/atspi/accessible/root')

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix='ifa-ui-')
        self.environment = self.make_environment()
        self.start_display()
        self.start_buses()
        if self.window_manager and shutil.which('openbox'):
            self.spawn(['openbox', '--sm-disable'], stderr=subprocess.DEVNULL)
        return self

    def __exit__(self, kind, *rest):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if kind is None:
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            print('kept for a look:', self.folder, file=sys.stderr)

    def start(self, arguments):
        """Start the program and wait for its window."""
        self.log = self.folder + '/stderr'
        with open(self.log, 'wb') as log:
            process = self.spawn(arguments, stdout=log, stderr=subprocess.STDOUT)
        app = App(self, process)
        app.root = wait_until(app.look_up, 30, 'the program on the accessibility bus')
        wait_until(lambda: [w for w in app.root.children if 'showing' in w.states], 30, 'a window')
        return app

    # Real input, real pictures.
    def key(self, *keys):
        for key in keys:
            self.run('xdotool', 'key', '--clearmodifiers', key)

    def type(self, text):
        self.run('xdotool', 'type', '--delay', '15', text)

    def screenshot(self, path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        self.run('import', '-window', 'root', path)
