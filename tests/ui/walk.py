#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Walks through the real window, as a person would. Usage: walk.py PROGRAM WALK [PICTURES]"""

import json
import os
import re
import socket
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from desktop import Desktop, skip_unless_possible, wait_until  # noqa: E402
from invoice_walks import InvoiceWalks  # noqa: E402
from outcomes import write_report  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
APPLICATION = 'org.invoicefirstaid.InvoiceFirstAid'
PATH = '/org/invoicefirstaid/InvoiceFirstAid'
# GTK 4.8 calls its switches so.
SWITCH = 'switch'
EXPIRED = 'The service.s certificate has expired'

# A healthy service, as small as they come.
SERVICE = '''
import http.server, sys

class Healthy (http.server.BaseHTTPRequestHandler):
    def do_GET (self):
        self.send_response (200)
        self.send_header ("Content-Type", "application/json")
        self.end_headers ()
        self.wfile.write (b'{"status": "ok"}')

http.server.HTTPServer (("127.0.0.1", int (sys.argv[1])), Healthy).serve_forever ()
'''


class Walk(InvoiceWalks):
    def __init__(self, program, pictures):
        self.program, self.pictures = program, pictures

    def start_portal(self, desktop, **answers):
        desktop.environment['PORTAL_ANSWERS'] = desktop.folder + '/answers.json'
        desktop.environment['PORTAL_LOG'] = desktop.folder + '/portal.log'
        self.set_answers(desktop, **answers)
        portal = desktop.spawn([sys.executable, HERE + '/portal.py'], stdout=subprocess.PIPE)
        assert portal.stdout.readline() == b'ready\n'

    @staticmethod
    def set_answers(desktop, **answers):
        with open(desktop.environment['PORTAL_ANSWERS'], 'w', encoding='utf-8') as file:
            json.dump(answers, file)

    @staticmethod
    def read_calls(desktop):
        with open(desktop.environment['PORTAL_LOG'], encoding='utf-8') as log:
            return [json.loads(line) for line in log]

    def picture(self, desktop, name):
        if self.pictures:
            desktop.screenshot(f'{self.pictures}/{name}.png')

    @staticmethod
    def practise(app, fault):
        app.window_action('win.practice')
        app.activate_row(re.compile(fault))

    @staticmethod
    def heading(app):
        """The title that a screen reader comes upon first."""
        return app.find('heading').name

    @staticmethod
    def start_service(desktop):
        port = find_free_port()
        service = desktop.spawn([sys.executable, '-c', SERVICE, str(port)],
                                stderr=subprocess.DEVNULL)
        return service, f'http://127.0.0.1:{port}/health'

    # The walks.

    def expired(self):
        """A fault is found, named, explained; the report is seen, and saved as it was seen."""
        with Desktop() as desktop:
            target = desktop.folder + '/mine.txt'
            self.start_portal(desktop, SaveFile=[0, {'uris': ['file://' + target]}])
            app = desktop.start([self.program])
            self.practise(app, EXPIRED)
            again = app.find('button', 'Check again', timeout=40)
            assert 'identity card' in self.heading(app) or 'certificate' in self.heading(app)
            assert app.find_all('group', re.compile('Security: .*roken')), 'the map names the place'
            app.find('label', re.compile('^Practice: nothing real was touched'))
            app.find('button', 'Copy the message')
            self.picture(desktop, 'expired-result')

            app.click(app.find('button', 'Save report…'))
            preview = app.find('text box', 'Content of the file')
            wait_until(lambda: 'certificate-expired' in preview.text, what='the report')
            self.picture(desktop, 'expired-report')
            seen = preview.text
            app.click(app.find('button', 'Save…'))
            app.find('label', re.compile('^Report saved as'))
            with open(target, encoding='utf-8') as saved:
                assert saved.read() == seen, 'what is saved is what was shown'
            call = [c for c in self.read_calls(desktop) if c['method'] == 'FileChooser.SaveFile'][0]
            assert call['arguments'][2]['current_name'].endswith('.txt'), call

            self.fail_to_save(desktop, app)
            app.click(app.find('button', 'Back'))
            assert again.name == 'Check again'
            app.stop()

    def fail_to_save(self, desktop, app):
        """A place that can't be written to: it says why, and everything is still there."""
        folder = desktop.folder + '/not-a-folder'
        with open(folder, 'w', encoding='utf-8'):
            pass
        self.set_answers(desktop, SaveFile=[0, {'uris': ['file://' + folder + '/report.txt']}])
        app.click(app.find('button', 'Save…'))
        app.find('label', re.compile('^The report was not saved, and is still here'))
        # GTK 4.8 reads the list without looking whether there is one, also of a cancelled dialog.
        self.set_answers(desktop, SaveFile=[1, {'uris': []}])
        app.click(app.find('button', 'Save…'))
        assert 'certificate-expired' in app.find('text box', 'Content of the file').text

    def well(self):
        """All is well: which endpoints, what was exchanged, and the checks behind it."""
        with Desktop() as desktop:
            app = desktop.start([self.program])
            self.practise(app, 'No fault')
            app.find('button', 'Check again', timeout=40)
            app.find('label', 'What was exchanged')
            assert not app.find_all('button', 'Copy the message')
            self.picture(desktop, 'well-result')
            app.click(app.find('button', re.compile('^Security: ')))
            wait_until(lambda: self.heading(app) == 'Security', what='the checks of a station')
            app.click(app.find('button', 'Show everything'))
            wait_until(lambda: self.heading(app) == 'Everything that was checked')
            self.picture(desktop, 'well-checks')
            app.stop()

    def cancel(self):
        """A service that never answers: cancel does so at once."""
        with Desktop() as desktop:
            app = desktop.start([self.program])
            self.practise(app, 'says nothing')
            app.click(app.find('button', 'Cancel'))
            app.find('heading', 'The check was stopped', timeout=2)
            self.picture(desktop, 'cancelled-result')
            app.click(app.find('button', 'Check again'))
            app.click(app.find('button', 'Cancel'))
            app.find('heading', 'The check was stopped', timeout=2)
            app.stop()

    def keyboard(self):
        """Everything by keyboard: to practice, through the result, to the report and back."""
        with Desktop() as desktop:
            app = desktop.start([self.program])
            desktop.key('F10')
            item = app.find('menu item', re.compile('Practice'))
            self.press_until(desktop, 'Down', lambda: 'focused' in item.states)
            desktop.key('Return')
            wait_until(lambda: self.heading(app) == 'Practice', what='the practice page')
            row = app.find('list item', re.compile(EXPIRED))
            self.press_until(desktop, 'Tab', lambda: 'focused' in row.states)
            desktop.key('Return')
            app.find('button', 'Check again', timeout=40)
            wait_until(lambda: app.focused().role == 'heading', what='the title to be spoken')
            desktop.key('ctrl+c')
            app.find('label', 'Summary copied')
            desktop.key('ctrl+s')
            wait_until(lambda: self.heading(app) == 'The report', what='the report page')
            # Escape would dismiss the toast first.
            desktop.key('alt+Left')
            app.find('button', 'Check again')
            desktop.key('F5')
            app.find('button', 'Check again', timeout=40)
            desktop.key('ctrl+question')
            wait_until(lambda: len(app.root.children) == 2, what='the shortcuts window')
            desktop.key('Escape')
            wait_until(lambda: len(app.root.children) == 1, what='the shortcuts window to close')
            app.stop()

    @staticmethod
    def press_until(desktop, key, condition):
        def step():
            if condition():
                return True
            desktop.key(key)
            return condition()
        wait_until(step, 20, f'{key} to get there')

    def address(self):
        """The person's own service, by its address; a slip is said when she leaves the field."""
        with Desktop() as desktop:
            app = desktop.start([self.program, '--url', 'https://invoice.example:9443/health'])
            app.find('label', 'https://invoice.example:9443/health')
            start = app.find('button', 'Start the check')
            wait_until(lambda: 'sensitive' in start.states, what='the check to be ready')
            self.picture(desktop, 'address-start')
            app.stop()

    def story(self):
        """A pasted message is explained at once, warned about, and stands in the report."""
        with Desktop() as desktop:
            app = desktop.start([self.program, '--url', f'http://127.0.0.1:{find_free_port()}/'])
            app.find('label', re.compile('^http://127'))
            app.window_action('win.story')
            wait_until(lambda: self.heading(app) == 'What happened?', what='the page')
            wait_until(lambda: app.focused().role == 'text box', what='the message to have the focus')
            desktop.type('certificate verify failed. Support says UPDATE invoice SET status=5')
            app.find('list item', re.compile('This advice can do harm'))
            app.click(app.find(SWITCH, 'It happened while an invoice was being sent'))
            self.picture(desktop, 'story')
            app.click(app.find('button', 'Continue'))
            app.find('button', 'Check again', timeout=60)
            app.find('list item', re.compile('may already have been issued'))
            app.window_action('win.save-report')
            preview = app.find('text box', 'Content of the file')
            wait_until(lambda: 'certificate verify failed' in preview.text, what='the message')
            app.stop()

    def profile(self):
        """A stranger's profile is shown in plain words before its first use."""
        with Desktop() as desktop:
            path = desktop.folder + '/stranger.json'
            with open(path, 'w', encoding='utf-8') as file:
                json.dump({'format': 'invoice-first-aid-profile/1', 'id': 'stranger', 'version': 1,
                           'name': {'en': 'Stranger & Sons <b>'},
                           'endpoints': [{'id': 'api', 'url': 'https://stranger.example/'}]}, file)
            app = desktop.start([self.program, path])
            app.find('label', re.compile('Stranger & Sons <b>.*comes from a file'))
            app.find('label', re.compile('https://stranger.example/'))
            app.click(app.find('button', re.compile('Use once')))
            app.find('list item', 'Stranger & Sons <b>')
            wait_until(lambda: 'sensitive' in app.find('button', 'Start the check').states)
            app.stop()

    def bad_file(self):
        """A file that is neither profile nor report: one sentence, and nothing else happens."""
        with Desktop() as desktop:
            path = desktop.folder + '/broken.json'
            with open(path, 'w', encoding='utf-8') as file:
                file.write('{"format": ')
            app = desktop.start([self.program, path])
            app.find('label', 'This file can’t be opened')
            app.find('label', re.compile('broken.json'))
            app.click(app.find('button', re.compile('_Close')))
            wait_until(lambda: self.heading(app).startswith('What keeps'), what='the start page')
            app.stop()

    def reopen(self):
        """A saved report opens again, in the window that is there already."""
        with Desktop() as desktop:
            target = desktop.folder + '/report.json'
            self.start_portal(desktop, SaveFile=[0, {'uris': ['file://' + target]}])
            app = desktop.start([self.program])
            self.practise(app, EXPIRED)
            app.find('button', 'Check again', timeout=40)
            title = self.heading(app)
            app.window_action('win.save-report')
            app.click(app.find('button', 'Data'))
            preview = app.find('text box', 'Content of the file')
            wait_until(lambda: preview.text.startswith('{'), what='the data')
            app.click(app.find('button', 'Save…'))
            app.find('label', re.compile('^Report saved as'))
            desktop.run(self.program, target)
            wait_until(lambda: self.heading(app) == title, what='the result')
            app.wait_gone('label', re.compile('^Practice: nothing real'))
            app.stop()

    # Which station is broken, and how each language says so.
    OUTCOMES = {'no-network-link': ('This computer', '本机'),
                'gateway-unreachable': ('Your network', '办公网络'),
                'path-broken': ('Internet', '互联网'),
                'certificate-expired': ('Security', '安全'),
                'service-error': ('Invoice service', '开票服务')}
    BROKEN = ('Broken here', '这里断开')

    def outcomes(self):
        """Broken at each station, in both languages, by keyboard: named, explained, reported."""
        self.walk_outcomes(0, {})
        self.walk_outcomes(1, {'LANGUAGE': 'zh_CN'})

    def walk_outcomes(self, language, environment):
        with Desktop(environment=environment) as desktop:
            app = desktop.start([self.program, '--practice'])
            for cause, names in self.OUTCOMES.items():
                before = self.heading(app)
                desktop.run(self.program, write_report(desktop.folder, cause))
                wait_until(lambda: self.heading(app) != before, 30, 'the result')
                station = re.compile(re.escape(names[language]) + '.*' + self.BROKEN[language])
                assert app.find_all('button', station), (cause, names[language], [
                    node.name for node in app.find_all('button')])
                wait_until(lambda: app.focused().role == 'heading', what='the title to be spoken')
                self.picture(desktop, f'outcome-{language}-{cause}')
                desktop.key('ctrl+s')
                wait_until(lambda: any(cause in box.text for box in app.find_all('text box')),
                           what='the report')
                desktop.key('alt+Left')
                wait_until(lambda: 'win.show-checks' in app.root.children[0].actions)
            app.stop()

    def help(self):
        """Help works offline; an error code is explained there, too."""
        with Desktop() as desktop:
            app = desktop.start([self.program])
            app.click(app.find('button', 'Main menu'))
            app.click(app.find('menu item', re.compile('Help')))
            app.find('list item', 'What a security certificate is')
            desktop.type('certificate verify failed')
            app.find('list item', re.compile('certificate is not accepted'))
            self.picture(desktop, 'help-search')
            desktop.key('ctrl+a')
            desktop.type('zzzz')
            app.find('label', re.compile('^Nothing was found'))
            app.stop()

    def compare(self):
        """Twice on the same network: it notices, and says what to do."""
        with Desktop() as desktop:
            app = desktop.start([self.program, '--url', f'http://127.0.0.1:{find_free_port()}/'])
            app.find('label', re.compile('^http://127'))
            app.window_action('win.start-check')
            app.find('button', 'Check again', timeout=60)
            app.window_action('win.compare')
            app.click(app.find('button', 'Check on this network now'))
            app.find('label', re.compile('^This is still the same network|says nothing$'), 60)
            self.picture(desktop, 'compared')
            app.click(app.find('button', 'Back'))
            app.find('button', 'Check again')
            app.stop()

    def watch(self):
        """Told when it works again, though the window was closed in the meantime."""
        with Desktop(environment={'GTK_USE_PORTAL': '1'}) as desktop:
            self.start_portal(desktop)
            port = find_free_port()
            app = desktop.start([self.program, '--watch-interval', '1',
                                 '--url', f'http://127.0.0.1:{port}/health'])
            app.find('label', re.compile('^http://127'))
            app.window_action('win.start-check')
            app.find('button', 'Check again', timeout=60)
            app.click(app.find(SWITCH, 'Tell me when it works again'))
            app.find('label', re.compile('^(You will be told|Looking)'))
            app.window_action('window.close')
            wait_until(lambda: not app.root.children, what='the window to close')
            assert app.process.poll() is None, 'it goes on without a window'

            desktop.spawn([sys.executable, '-c', SERVICE, str(port)], stderr=subprocess.DEVNULL)
            wait_until(lambda: 'Notification.AddNotification' in self.list_methods(desktop), 60,
                       'the notification')
            assert 'Background.RequestBackground' in self.list_methods(desktop)
            desktop.run('gdbus', 'call', '--session', '-d', APPLICATION, '-o', PATH, '-m',
                        'org.freedesktop.Application.ActivateAction', 'show-good-news', '[]', '{}')
            app.find('label', 'What was exchanged', timeout=20)
            app.stop()

    def list_methods(self, desktop):
        return [call['method'] for call in self.read_calls(desktop)]


def find_free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def main():
    skip_unless_possible()
    program, name = sys.argv[1:3]
    walk = Walk(program, sys.argv[3] if len(sys.argv) > 3 else None)
    getattr(walk, name)()


if __name__ == '__main__':
    main()
