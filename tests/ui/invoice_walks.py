# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""The walks about the invoicing program on this computer: unsent invoices, caches, history."""

import glob
import json
import os
import re
import shutil
import subprocess

from desktop import Desktop, wait_until

INVOICES = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data', 'invoices')
OUTBOX = '.local/share/example/outbox'
CACHE = '.cache/example'


def write_profile(desktop, url='http://127.0.0.1:9/health', deadlines=True, **client):
    """A service whose program keeps invoices here, and the invoices."""
    home = desktop.folder + '/home'
    outbox, cache = os.path.join(home, OUTBOX), os.path.join(home, CACHE)
    os.makedirs(outbox)
    os.makedirs(cache)
    for path in glob.glob(INVOICES + '/*'):
        shutil.copy(path, outbox)
    with open(outbox + '/notes.bin', 'wb') as file:
        file.write(b'\x00\x01 not an invoice')
    for number in range(3):
        with open(f'{cache}/{number}.tmp', 'wb') as file:
            file.write(bytes(200_000))
    rule = {'fault': 'own', 'rule': {'en': 'Within 24 hours.', 'zh_CN': '24 小时内。'}, 'hours': 24}
    profile = {
        'format': 'invoice-first-aid-profile/1', 'id': 'example', 'version': 1,
        'name': {'en': 'Example Invoice Cloud', 'zh_CN': '示例开票云'},
        'endpoints': [{'id': 'api', 'url': url,
                       'name': {'en': 'Invoice issuing', 'zh_CN': '发票开具'}}],
        'client': {'name': {'en': 'Example Invoicing', 'zh_CN': '示例开票'},
                   'outbox': [{'path': '~/' + OUTBOX}], 'cache': [{'path': '~/' + CACHE}], **client},
        'contingency': {'title': {'en': 'Without a connection', 'zh_CN': '断网时'},
                        'steps': [{'en': 'Issue it in the portal.', 'zh_CN': '在网页端开具。'},
                                  {'en': 'Note the time.', 'zh_CN': '记下时间。'}],
                        'url': 'https://portal.example/', 'deadlines': [rule] if deadlines else []},
    }
    folder = desktop.folder + '/data/invoice-first-aid/profiles'
    os.makedirs(folder)
    path = folder + '/example.json'
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(profile, file)
    return path


class InvoiceWalks:
    def open_profile(self, desktop, **options):
        return desktop.start([self.program, '--profile', write_profile(desktop, **options)])

    def unsent(self):
        """What waits is listed and searched, copied, proven; and the copy is what was there."""
        with Desktop(height=900) as desktop:
            target = desktop.folder + '/stick'
            os.mkdir(target)
            self.start_portal(desktop, OpenFile=[0, {'uris': ['file://' + target]}])
            app = self.open_profile(desktop)
            row = app.find('list item', 'Unsent invoices')
            wait_until(lambda: 'invoices are waiting' in row.description or
                       app.find_all('label', re.compile('invoices are waiting')), what='the count')
            self.picture(desktop, 'unsent-start')
            app.window_action('win.unsent')
            wait_until(lambda: re.match(r'\d+ invoices are waiting', self.heading(app)),
                       what='the invoices')
            app.find('label', 'notes.bin')
            self.picture(desktop, 'unsent')
            self.search_invoices(desktop, app)
            app.click(app.find('button', re.compile('Make a copy')))
            app.find('label', 'The copy is whole and proven', timeout=20)
            app.find('button', re.compile('Show in folder'))
            self.picture(desktop, 'unsent-copied')
            self.compare_copy(desktop, target)
            call = [c for c in self.read_calls(desktop) if c['method'] == 'FileChooser.OpenFile'][0]
            assert call['arguments'][2]['directory'], call
            app.stop()

    def search_invoices(self, desktop, app):
        app.window_action('win.show-invoices')
        wait_until(lambda: self.heading(app) == 'Unsent invoices', what='the list')
        count = app.find('label', re.compile(r'^\d+ of \d+$')).name
        self.picture(desktop, 'invoices')
        app.point_and_click(app.find(None, 'Number, buyer, amount or date'))
        desktop.type('zzz')
        app.find('label', re.compile('^0 of'))
        assert not app.find_all('label', count)
        app.click(app.find('button', 'Back'))

    @staticmethod
    def compare_copy(desktop, target):
        copies = os.listdir(target)
        assert len(copies) == 1, copies
        copy = os.path.join(target, copies[0])
        subprocess.run(['sha256sum', '--quiet', '-c', 'SHA256SUMS'], cwd=copy, check=True)
        there = {name for folder in os.walk(copy) for name in folder[2]}
        for path in glob.glob(os.path.join(desktop.folder, 'home', OUTBOX, '*')):
            assert os.path.basename(path) in there, path

    def cache(self):
        """A cache is cleared after a copy, brought back, cleared again; and whether it helped."""
        with Desktop(height=900) as desktop:
            target = desktop.folder + '/stick'
            os.mkdir(target)
            self.start_portal(desktop, OpenFile=[0, {'uris': ['file://' + target]}])
            app = self.open_profile(desktop)
            self.check(app)
            app.find('label', re.compile('unsent invoices are still on this computer'))
            self.picture(desktop, 'result-unsent')
            app.click(app.find('button', re.compile('Make a copy')))
            app.find('label', 'Together')
            app.window_action('win.cache')
            clear = app.find('button', re.compile('Clear the cache'))
            app.find('label', re.compile('unsent invoices are not in a safe copy'))
            assert 'sensitive' not in clear.states, 'no clearing without a copy'
            self.picture(desktop, 'cache-before')
            app.window_action('win.unsent')
            app.click(app.find('button', re.compile('Make a copy')))
            app.find('label', 'The copy is whole and proven', timeout=20)
            app.window_action('win.cache')
            app.find('label', 'All unsent invoices are in a proven copy')
            self.clear_and_undo(desktop, app)
            app.click(app.find('button', re.compile('Check whether it helped')))
            app.find('label', re.compile('^It did not help'), timeout=60)
            self.picture(desktop, 'cache-helped')
            app.stop()

    @staticmethod
    def check(app):
        start = app.find('button', 'Start the check')
        wait_until(lambda: 'sensitive' in start.states, what='the check to be ready')
        app.click(start)
        app.find('button', 'Check again', timeout=60)

    def clear_and_undo(self, desktop, app):
        folder = os.path.join(desktop.folder, 'home', CACHE)
        clear = app.find('button', re.compile('Clear the cache'))
        wait_until(lambda: 'sensitive' in clear.states, what='clearing to be allowed')
        app.click(clear)
        app.find('label', re.compile('^The cache is empty now'))
        assert os.listdir(folder) == []
        self.picture(desktop, 'cache-cleared')
        app.activate_row('Bring it back')
        app.find('label', 'Everything is as it was before.')
        assert len(os.listdir(folder)) == 3
        app.click(app.find('button', re.compile('Clear the cache')))
        app.find('label', re.compile('^The cache is empty now'))

    def history(self):
        """A good check, then a broken one: what changed, the outage, its record, the old report."""
        with Desktop(height=900) as desktop:
            target = desktop.folder + '/record.txt'
            self.start_portal(desktop, SaveFile=[0, {'uris': ['file://' + target]}])
            service, url = self.start_service(desktop)
            app = self.open_profile(desktop, url=url)
            self.check(app)
            service.terminate()
            app.click(app.find('button', 'Check again'))
            wait_until(lambda: app.find_all('list item', 'Tell me when it works again'), 60,
                       'the broken result')
            app.window_action('win.history')
            app.find('label', re.compile('^2 checks since'))
            app.find('label', re.compile('^What has changed since it last worked'))
            app.find('label', 'Nothing was taken out or changed')
            self.picture(desktop, 'history')
            app.activate_row(re.compile('^Since .* not over'))
            wait_until(lambda: self.heading(app) == 'Record of an outage', what='the record')
            self.picture(desktop, 'outage')
            app.click(app.find('button', re.compile('Save…')))
            self.wait_for_text(target, 'Example Invoice Cloud')
            app.click(app.find('button', 'Back'))
            app.activate_row('Invoices are waiting to be sent')
            app.find('label', 'What was exchanged', timeout=20)
            app.stop()

    @staticmethod
    def wait_for_text(path, text):
        def is_there():
            if not os.path.exists(path):
                return False
            with open(path, encoding='utf-8') as file:
                return text in file.read()
        wait_until(is_there, what=f'“{text}” in the file')

    def interrupted(self):
        """Killed in the middle of a check: said at the next start, and only there."""
        with Desktop() as desktop:
            app = desktop.start([self.program, '--practice'])
            app.activate_row(re.compile('says nothing'))
            app.find('button', 'Cancel')
            mark = desktop.folder + '/state/invoice-first-aid/check-goes-on'
            wait_until(lambda: os.path.exists(mark), what='the mark')
            app.process.kill()
            app.process.wait()
            path = write_profile(desktop)
            app = desktop.start([self.program, '--profile', path])
            app.find('label', re.compile('^The last check was interrupted'))
            self.picture(desktop, 'interrupted')
            self.check(app)
            app.find('button', re.compile('Save report'), timeout=60)
            wait_until(lambda: not os.path.exists(mark), what='the mark to go')
            app.stop()

    def emergency(self):
        """The emergency procedure can be filed before it is needed; restarting has an order."""
        with Desktop(height=900) as desktop:
            target = desktop.folder + '/emergency.txt'
            self.start_portal(desktop, SaveFile=[0, {'uris': ['file://' + target]}])
            app = self.open_profile(desktop)
            app.find('label', re.compile('If invoices must go out'))
            app.window_action('win.emergency')
            wait_until(lambda: self.heading(app) == 'Without a connection', what='the procedure')
            self.picture(desktop, 'emergency')
            app.click(app.find('button', re.compile('Save…')))
            self.wait_for_text(target, '1. Issue it in the portal.')
            app.click(app.find('button', 'Back'))
            wait_until(lambda: self.heading(app).startswith('What keeps'), what='the start page')
            app.window_action('win.restart')
            app.find('label', 'Restart the router')
            self.picture(desktop, 'restart')
            app.activate_row(re.compile('Make a copy of the unsent'))
            app.find('label', 'A safe copy')
            app.stop()
