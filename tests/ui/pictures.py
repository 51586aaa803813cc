#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Takes a picture of every page in many looks, to be looked at. Usage: pictures.py PROGRAM FOLDER [all]

Languages (a made-up one that is 40 % longer, and the same from right to left, are built here),
light, dark, high contrast, three widths, two sizes of text. Without "all" a choice of them in which
each value occurs; all of them take a quarter of an hour.
"""

import itertools
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from desktop import Desktop, skip_unless_possible, wait_until  # noqa: E402
from invoice_walks import write_profile  # noqa: E402
from outcomes import write_report  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
# One for each station, and what can't be told.
RESULTS = ['no-network-link', 'gateway-unreachable', 'path-broken', 'certificate-expired',
           'service-error', 'service-maintenance-planned']
ACTIONS = ['unsent', 'show-invoices', 'cache', 'history', 'emergency', 'restart', 'story',
           'practice']
# Hebrew and Esperanto stand for the made-up language: GTK knows which way they are written.
LANGUAGES = {'en': 'C', 'zh_CN': 'zh_CN', 'longer': 'eo', 'mirrored': 'he'}
THEMES = {'light': {}, 'dark': {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'},
          'contrast': {'ADW_DEBUG_HIGH_CONTRAST': '1'}}
WIDTHS = [360, 760, 1200]
TEXTS = {100: 11, 200: 22}
CHOICE = [('en', 'light', 760, 100), ('en', 'dark', 360, 100), ('en', 'contrast', 1200, 200),
          ('zh_CN', 'light', 360, 100), ('zh_CN', 'dark', 760, 200), ('longer', 'light', 360, 100),
          ('longer', 'light', 760, 200), ('mirrored', 'light', 760, 100),
          ('mirrored', 'dark', 360, 200)]
PLACEHOLDER = re.compile(r'(%[0-9$\'.]*[a-zA-Z%]|\{[^}]*\}|<[^>]*>|&\w+;|\\.|_)')
ACCENTS = str.maketrans('aeiouAEIOUcnsyz', 'àéîöûÀÉÎÖÛçñšýž')


def lengthen(text):
    """The same text, recognisable, and 40 % longer; what stands for something else is kept."""
    parts = PLACEHOLDER.split(text)
    longer = ''.join(part if i % 2 else part.translate(ACCENTS) for i, part in enumerate(parts))
    end = re.search(r'(\\n|\s)*$', longer).start()
    padding = '·' * (len(text) * 2 // 5)
    return longer[:end] + padding + longer[end:] if end > 0 else longer


def build_made_up_language(locale_folder, language):
    """From the Chinese catalogue: it has every text."""
    source = os.path.join(HERE, '..', '..', 'po', 'zh_CN.po')
    empty = subprocess.run(['msgattrib', '--empty', source], check=True,
                           stdout=subprocess.PIPE).stdout
    lines = subprocess.run(['msgen', '--lang=' + language, '-'], check=True, input=empty,
                           stdout=subprocess.PIPE).stdout.decode().splitlines()
    texts, kind, header = [], None, True
    for line in lines:
        if line.startswith('msgid') or line.startswith('msgctxt'):
            kind = 'source'
        elif line.startswith('msgstr'):
            kind = 'target'
        elif not line.strip():
            kind, header = None, False
        if kind == 'target' and not header and '"' in line:
            head, text = line.split('"', 1)
            line = f'{head}"{lengthen(text[:-1])}"'
        texts.append(line)
    folder = os.path.join(locale_folder, language, 'LC_MESSAGES')
    os.makedirs(folder, exist_ok=True)
    subprocess.run(['msgfmt', '-o', folder + '/invoice-first-aid.mo', '-'], check=True,
                   input='\n'.join(texts).encode())
    return os.path.join(locale_folder, language)


def enter(app, desktop, name, prefix):
    """Waits until nothing moves any more: two pictures in a row are the same."""
    path = f'{prefix}-{name}.png'
    previous = None
    for _ in range(20):
        desktop.screenshot(path)
        with open(path, 'rb') as file:
            now = file.read()
        if now == previous:
            return
        previous = now


def take(program, folder, language, theme, width, text):
    environment = {'LANGUAGE': LANGUAGES[language], **THEMES[theme]}
    if language == 'en':
        environment = dict(THEMES[theme])
    prefix = f'{folder}/{language}-{theme}-{width}-{text}'
    with Desktop(width=width + 20, height=820, environment=environment) as desktop:
        settings = desktop.folder + '/config/gtk-4.0/settings.ini'
        with open(settings, 'w', encoding='utf-8') as file:
            file.write(f'[Settings]\ngtk-font-name=Cantarell {TEXTS[text]}\n'
                       'gtk-enable-animations=0\n')
        app = desktop.start([program, '--profile', write_profile(desktop)])
        app.resize(width, 800)
        wait_until(lambda: 'win.unsent' in app.root.children[0].actions, what='the window')
        enter(app, desktop, 'start', prefix)
        for action in ACTIONS:
            app.window_action('win.' + action)
            enter(app, desktop, action, prefix)
            if action not in ('unsent',):
                app.window_action('win.back')
        for number, cause in enumerate(RESULTS):
            before = app.find('heading').name
            desktop.run(program, write_report(desktop.folder, cause))
            wait_until(lambda: app.find('heading').name != before, 60, 'the result')
            enter(app, desktop, f'result-{number}-{cause}', prefix)
        for action in ('show-checks', 'save-report'):
            app.window_action('win.' + action)
            enter(app, desktop, action, prefix)
            app.window_action('win.back')
        app.stop()


def main():
    skip_unless_possible()
    program, folder = sys.argv[1:3]
    every = itertools.product(LANGUAGES, THEMES, WIDTHS, TEXTS)
    looks = list(every) if sys.argv[3:] == ['all'] else CHOICE
    locale_folder = os.path.join(os.path.dirname(program), '..', '..', 'po')
    made_up = [build_made_up_language(locale_folder, LANGUAGES[name])
               for name in ('longer', 'mirrored')]
    try:
        for look in looks:
            take(program, folder, *look)
            print(*look, flush=True)
    finally:
        for path in made_up:
            shutil.rmtree(path)


if __name__ == '__main__':
    main()
