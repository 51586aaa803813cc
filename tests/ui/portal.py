#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Stands in for the desktop's portals on the session bus.

$PORTAL_ANSWERS is a JSON file, read at each call: {"SaveFile": [0, {"uris": ["file:///…"]}]}.
Every call is appended to $PORTAL_LOG as one line of JSON, so that a test can see what was asked.
"""

import json
import os
import sys

from gi.repository import Gio, GLib

PATH = '/org/freedesktop/portal/desktop'
REQUEST = '<arg type="o" direction="out"/>'
INTERFACES = f'''<node>
<interface name="org.freedesktop.portal.FileChooser">
  <method name="OpenFile"><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="a{{sv}}" direction="in"/>{REQUEST}</method>
  <method name="SaveFile"><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="a{{sv}}" direction="in"/>{REQUEST}</method>
  <property name="version" type="u" access="read"/>
</interface>
<interface name="org.freedesktop.portal.Background">
  <method name="RequestBackground"><arg type="s" direction="in"/>
    <arg type="a{{sv}}" direction="in"/>{REQUEST}</method>
  <property name="version" type="u" access="read"/>
</interface>
<interface name="org.freedesktop.portal.Notification">
  <method name="AddNotification"><arg type="s" direction="in"/>
    <arg type="a{{sv}}" direction="in"/></method>
  <method name="RemoveNotification"><arg type="s" direction="in"/></method>
  <property name="version" type="u" access="read"/>
</interface>
<interface name="org.freedesktop.portal.NetworkMonitor">
  <method name="GetAvailable"><arg type="b" direction="out"/></method>
  <method name="GetMetered"><arg type="b" direction="out"/></method>
  <method name="GetConnectivity"><arg type="u" direction="out"/></method>
  <method name="GetStatus"><arg type="a{{sv}}" direction="out"/></method>
  <signal name="changed"/>
  <property name="version" type="u" access="read"/>
</interface>
<interface name="org.freedesktop.portal.PowerProfileMonitor">
  <property name="power-saver-enabled" type="b" access="read"/>
  <property name="version" type="u" access="read"/>
</interface>
<interface name="org.freedesktop.portal.Settings">
  <method name="Read"><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="v" direction="out"/></method>
  <method name="ReadAll"><arg type="as" direction="in"/>
    <arg type="a{{sa{{sv}}}}" direction="out"/></method>
  <signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
  <property name="version" type="u" access="read"/>
</interface>
</node>'''
VERSIONS = {'FileChooser': 3, 'Background': 2, 'Notification': 1, 'Settings': 1,
            'NetworkMonitor': 3, 'PowerProfileMonitor': 1}
TYPES = {'uris': 'as', 'background': 'b', 'autostart': 'b'}


def read_answers():
    try:
        with open(os.environ['PORTAL_ANSWERS'], encoding='utf-8') as answers:
            return json.load(answers)
    except (KeyError, OSError, ValueError):
        return {}


def note(method, arguments):
    with open(os.environ['PORTAL_LOG'], 'a', encoding='utf-8') as log:
        log.write(json.dumps({'method': method, 'arguments': arguments}, default=repr,
                             ensure_ascii=False) + '\n')


def answer_settings(method, arguments, invocation):
    scheme = GLib.Variant('u', 0)
    if method == 'ReadAll':
        return invocation.return_value(GLib.Variant(
            '(a{sa{sv}})', ({'org.freedesktop.appearance': {'color-scheme': scheme}},)))
    if arguments == ('org.freedesktop.appearance', 'color-scheme'):
        return invocation.return_value(GLib.Variant('(v)', (GLib.Variant('v', scheme),)))
    return invocation.return_dbus_error('org.freedesktop.portal.Error.NotFound', 'no such setting')


def answer_network(method, invocation):
    answers = {'GetAvailable': GLib.Variant('(b)', (True,)),
               'GetMetered': GLib.Variant('(b)', (False,)),
               'GetConnectivity': GLib.Variant('(u)', (4,)),
               'GetStatus': GLib.Variant('(a{sv})', ({'available': GLib.Variant('b', True),
                                                      'metered': GLib.Variant('b', False),
                                                      'connectivity': GLib.Variant('u', 4)},))}
    return invocation.return_value(answers[method])


def answer_later(connection, sender, handle, method):
    code, results = read_answers().get(method, [0, {}])
    values = {key: GLib.Variant(TYPES.get(key, 's'), value) for key, value in results.items()}
    connection.emit_signal(sender, handle, 'org.freedesktop.portal.Request', 'Response',
                           GLib.Variant('(ua{sv})', (code, values)))
    return False


def called(connection, sender, path, interface, method, parameters, invocation):
    short = interface.rsplit('.', 1)[1]
    arguments = parameters.unpack()
    if short == 'Settings':
        return answer_settings(method, arguments, invocation)
    if short == 'NetworkMonitor':
        return answer_network(method, invocation)
    note(f'{short}.{method}', arguments)
    if short == 'Notification':
        return invocation.return_value(None)
    token = arguments[-1].get('handle_token', 't')
    handle = f"{PATH}/request/{sender[1:].replace('.', '_')}/{token}"
    invocation.return_value(GLib.Variant('(o)', (handle,)))
    GLib.timeout_add(20, answer_later, connection, sender, handle, method)
    return None


def get_property(connection, sender, path, interface, name):
    if name == 'power-saver-enabled':
        return GLib.Variant('b', False)
    return GLib.Variant('u', VERSIONS[interface.rsplit('.', 1)[1]])


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for interface in Gio.DBusNodeInfo.new_for_xml(INTERFACES).interfaces:
        bus.register_object(PATH, interface, called, get_property, None)
    Gio.bus_own_name_on_connection(bus, 'org.freedesktop.portal.Desktop', 0,
                                   lambda *_: print('ready', flush=True), lambda *_: sys.exit(1))
    GLib.MainLoop().run()


if __name__ == '__main__':
    main()
