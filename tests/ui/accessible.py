# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""What a screen reader sees, asked over plain D-Bus each time: no cache that could be stale.

libatspi asks for children by index, which GTK 4.8 answers wrongly once a child is hidden.
"""

import re

from gi.repository import GLib

STATES = dict(enumerate('''invalid active armed busy checked collapsed defunct editable enabled
    expandable expanded focusable focused has-tooltip horizontal iconified modal multi-line
    multiselectable opaque pressed resizable selectable selected sensitive showing single-line stale
    transient vertical visible manages-descendants indeterminate required truncated animated
    invalid-entry supports-autocompletion selectable-text is-default visited checkable has-popup
    read-only'''.split()))

TIMEOUT_MS = 5000


class Accessible:
    def __init__(self, bus, bus_name, path):
        self.bus, self.bus_name, self.path = bus, bus_name, path

    def __eq__(self, other):
        return (self.bus_name, self.path) == (other.bus_name, other.path)

    def __hash__(self):
        return hash((self.bus_name, self.path))

    def __repr__(self):
        return f'<{self.role} {self.name!r}>'

    def call(self, interface, method, signature=None, *arguments):
        return self.bus.call_sync(
            self.bus_name, self.path, 'org.a11y.atspi.' + interface, method,
            GLib.Variant(signature, arguments) if signature else None, None, 0, TIMEOUT_MS,
            None).unpack()

    def get(self, interface, name):
        return self.bus.call_sync(
            self.bus_name, self.path, 'org.freedesktop.DBus.Properties', 'Get',
            GLib.Variant('(ss)', ('org.a11y.atspi.' + interface, name)), None, 0, TIMEOUT_MS,
            None).unpack()[0]

    @property
    def children(self):
        return [Accessible(self.bus, *child) for child in self.call('Accessible', 'GetChildren')[0]]

    @property
    def name(self):
        return self.get('Accessible', 'Name')

    @property
    def description(self):
        return self.get('Accessible', 'Description')

    @property
    def role(self):
        return self.call('Accessible', 'GetRoleName')[0]

    @property
    def interfaces(self):
        return [name.rsplit('.', 1)[1] for name in self.call('Accessible', 'GetInterfaces')[0]]

    @property
    def states(self):
        low, high = self.call('Accessible', 'GetState')[0]
        return {name for bit, name in STATES.items() if (low | high << 32) >> bit & 1}

    @property
    def actions(self):
        if 'Action' not in self.interfaces:
            return []
        return [self.call('Action', 'GetName', '(i)', i)[0]
                for i in range(self.get('Action', 'NActions'))]

    @property
    def extents(self):
        """The content box, relative to the content box of the window."""
        if 'Component' not in self.interfaces:
            return (0, 0, 0, 0)
        return self.call('Component', 'GetExtents', '(u)', 1)[0]

    @property
    def text(self):
        if 'Text' not in self.interfaces:
            return self.name
        # GetText (0, -1) is empty in GTK 4.8.
        return self.call('Text', 'GetText', '(ii)', 0, self.get('Text', 'CharacterCount'))[0]

    def do(self, action):
        done = self.call('Action', 'DoAction', '(i)', self.actions.index(action))[0]
        assert done, f'{action} refused by {self}'


def matches(wanted, value):
    if wanted is None:
        return True
    return bool(wanted.search(value)) if isinstance(wanted, re.Pattern) else wanted == value


class App:
    """One running program."""

    def __init__(self, desktop, process):
        self.desktop, self.process, self.root = desktop, process, None

    def look_up(self):
        if self.process.poll() is not None:
            with open(self.desktop.log, encoding='utf-8') as log:
                raise SystemExit(f'the program ended: {self.process.returncode}\n{log.read()}')
        for child in self.desktop.root.children:
            pid = self.desktop.bus.call_sync(
                'org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                GLib.Variant('(s)', (child.bus_name,)), None, 0, TIMEOUT_MS, None).unpack()[0]
            if pid == self.process.pid:
                return child
        return None

    def find_all(self, role=None, name=None):
        """All that match, in tree order. What isn't visible is left out with all below it."""
        found, seen = [], set()

        def look_at(node):
            if node in seen:
                return
            seen.add(node)
            try:
                if 'visible' not in node.states:
                    return
                if (role is None or node.role == role) and matches(name, node.name):
                    found.append(node)
                children = node.children
            except GLib.Error as error:
                # It went away while we looked: leave out that branch only.
                if 'Unknown' in error.message:
                    return
                raise
            for child in children:
                look_at(child)

        for window in self.root.children:
            look_at(window)
        return found

    def find(self, role=None, name=None, timeout=10):
        from desktop import wait_until
        shown = name.pattern if isinstance(name, re.Pattern) else name
        return wait_until(lambda: self.find_all(role, name), timeout, f'{role} “{shown}”')[0]

    def wait_gone(self, role=None, name=None, timeout=10):
        from desktop import wait_until
        wait_until(lambda: not self.find_all(role, name), timeout, f'{role} “{name}” to go')

    def click(self, node):
        """The action that a screen reader would use; list rows have none: a real click then."""
        for action in ('click', 'toggle', 'activate'):
            if action in node.actions:
                node.do(action)
                return
        self.point_and_click(node)

    def activate_row(self, name):
        """A list row, by keyboard: the list scrolls to it, which a click would not make it do."""
        from desktop import wait_until
        row = self.find('list item', name)

        def step():
            if 'focused' in row.states:
                return True
            self.desktop.key('Tab')
            return 'focused' in row.states
        wait_until(step, 30, f'{row} to have the focus')
        self.desktop.key('Return')

    def window_action(self, name):
        self.root.children[0].do(name)

    def point_and_click(self, node):
        from desktop import wait_until
        desktop = self.desktop
        x, y, width, height = wait_until(
            lambda: [e for e in [node.extents] if e[2] and e[3]], what=f'{node} to have a size')[0]
        window = desktop.run('xdotool', 'search', '--onlyvisible', '--pid',
                             str(self.process.pid)).split()[-1]
        lines = desktop.run('xdotool', 'getwindowgeometry', '--shell', window).splitlines()
        geometry = dict(line.split('=') for line in lines)
        frame_width, frame_height = self.root.children[0].extents[2:]
        left = int(geometry['X']) + (int(geometry['WIDTH']) - frame_width) // 2
        top = int(geometry['Y']) + (int(geometry['HEIGHT']) - frame_height) // 2
        desktop.run('xdotool', 'mousemove', str(left + x + width // 2), str(top + y + height // 2),
                    'click', '1')

    def focused(self):
        for node in self.find_all():
            if 'focused' in node.states:
                last = node
        return locals().get('last')

    def resize(self, width, height):
        window = self.desktop.run('xdotool', 'search', '--onlyvisible', '--pid',
                                  str(self.process.pid)).split()[-1]
        self.desktop.run('xdotool', 'windowmove', window, '0', '0')
        self.desktop.run('xdotool', 'windowsize', window, str(width), str(height))

    def stop(self):
        """End it as a person would, and read what it complained about."""
        try:
            self.window_action('window.close')
        except GLib.Error as error:
            # It may be gone before it has answered.
            if 'NoReply' not in error.message:
                raise
        code = self.process.wait(10)
        assert code == 0, f'the program ended with {code}'
        with open(self.desktop.log, encoding='utf-8') as log:
            complaints = log.read()
        assert complaints == '', complaints
