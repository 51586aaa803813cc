#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""Each profile that ships, against an imitation of its service in a network of its own.

Usage: imitate.py CLI PROFILE-FOLDER
Well: all is well, also where the service insists on a certificate that nobody has. Closed: the
part that invoices need is named, and the profile's emergency procedure stands in the report.
Nothing here says that the real service is as the profile has it.
"""

import http.server
import json
import os
import pathlib
import ssl
import subprocess
import sys
import tempfile
import threading
import urllib.parse

LANGUAGES = ("en", "zh_CN")
ANSWERS = {"json": ("application/json", b'{"code": 0}'), "xml": ("text/xml", b"<answer/>")}


def enter_own_network():
    """A network in which port 443 is free, and the real services can't be reached by mistake."""
    if os.environ.get("IFA_OWN_NETWORK"):
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        return
    if subprocess.run(["unshare", "-Urn", "ip", "link"], capture_output=True).returncode != 0:
        print("1..0 # SKIP no user namespace with a network of its own")
        sys.exit(0)
    os.environ["IFA_OWN_NETWORK"] = "1"
    os.execvp("unshare", ["unshare", "-Urn", sys.executable, *sys.argv])


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


class Authority:
    """A root of our own, and one certificate for all hosts."""

    def __init__(self, folder, hosts):
        self.root, self.key, self.leaf = (os.path.join(folder, n) for n in ("root.pem", "key.pem", "leaf.pem"))
        request, extensions = os.path.join(folder, "leaf.csr"), os.path.join(folder, "leaf.ext")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "400",
                "-subj", "/CN=Imitation root", "-keyout", self.root + ".key", "-out", self.root)
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=imitation",
                "-keyout", self.key, "-out", request)
        with open(extensions, "w") as f:
            f.write("basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName="
                    + ",".join(f"DNS:{host}" for host in sorted(hosts)) + "\n")
        openssl("x509", "-req", "-in", request, "-CA", self.root, "-CAkey", self.root + ".key", "-CAcreateserial",
                "-days", "300", "-extfile", extensions, "-out", self.leaf)

    def context(self, wants_certificate):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.leaf, self.key)
        if wants_certificate:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(self.root)
        return context


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status, kind, body = self.server.answers.get(self.path, self.server.usual)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address, context):
        super().__init__(address, Handler)
        self.context = context
        self.answers = {}
        self.usual = (200, "text/plain", b"ok")
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def finish_request(self, request, address):
        """The handshake in the thread of its connection: one that fails holds nobody up."""
        try:
            request = self.context.wrap_socket(request, server_side=True)
            super().finish_request(request, address)
        except OSError:
            pass

    def handle_error(self, request, address):
        pass


def fill_in(profile, choice):
    """The profile's endpoints with the parameters' values, as the program has to see them."""
    variables = {}
    for parameter in profile.get("parameters", []):
        value = next(v for v in parameter["values"] if v["id"] == choice.get(parameter["id"], parameter["default"]))
        variables[parameter["id"]] = value["id"]
        for name, text in value.get("set", {}).items():
            variables[f"{parameter['id']}.{name}"] = text
    endpoints = json.loads(json.dumps(profile["endpoints"]))
    for endpoint in endpoints:
        for name, text in variables.items():
            endpoint["url"] = endpoint["url"].replace("{" + name + "}", text)
    return endpoints


def list_choices(profile):
    """The first and the last value of the first parameter."""
    parameters = profile.get("parameters", [])
    if not parameters:
        return [{}]
    values = parameters[0]["values"]
    return [{parameters[0]["id"]: values[0]["id"]}, {parameters[0]["id"]: values[-1]["id"]}]


class Imitation:
    """All endpoints of a profile, each host on an address of its own."""

    def __init__(self, authority, endpoints, closed=None):
        self.servers = {}
        self.hosts = {}
        for endpoint in endpoints:
            url = urllib.parse.urlsplit(endpoint["url"])
            self.hosts.setdefault(url.hostname, f"127.0.1.{len(self.hosts) + 1}")
            if endpoint["id"] == closed:
                continue
            key = (self.hosts[url.hostname], url.port or 443)
            if key not in self.servers:
                needs = endpoint.get("tls", {}).get("client_certificate") == "required"
                self.servers[key] = Server(key, authority.context(needs))
            expect = endpoint.get("expect", {})
            kind, body = ANSWERS.get(expect.get("format"), ("text/plain", b"ok"))
            path = (url.path or "/") + (f"?{url.query}" if url.query else "")
            self.servers[key].answers[path] = (expect.get("status", [200])[0], kind, body)

    def close(self):
        for server in self.servers.values():
            server.shutdown()
            server.server_close()


def check(cli, profile_file, choice, authority, imitation, home):
    command = [cli, "check", "--profile", str(profile_file), "--own-hosts-only", "--format", "json",
               "--trust-file", authority.root, "--lang", "en"]
    for name, value in choice.items():
        command += ["--param", f"{name}={value}"]
    for host, address in imitation.hosts.items():
        command += ["--map", f"{host}={address}"]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": home, "XDG_CONFIG_HOME": home,
                   "XDG_DATA_HOME": home, "XDG_STATE_HOME": home, "XDG_CACHE_HOME": home}
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    try:
        return json.loads(done.stdout), done.returncode
    except ValueError:
        return {"causes": [], "verdict": done.stderr.strip()}, done.returncode


def say_causes(report):
    return f"{report['verdict']}: {[(c['id'], c.get('endpoint')) for c in report['causes']]}"


def test_well(cli, file, choice, authority, endpoints, home):
    imitation = Imitation(authority, endpoints)
    report, status = check(cli, file, choice, authority, imitation, home)
    imitation.close()
    grave = [cause for cause in report["causes"] if cause["severity"] != "info"]
    return status == 0 and report["verdict"] == "ok" and not grave, say_causes(report)


def test_closed(cli, file, profile, choice, authority, endpoints, home):
    needed = next(endpoint["id"] for endpoint in endpoints if endpoint.get("required", True))
    imitation = Imitation(authority, endpoints, closed=needed)
    report, status = check(cli, file, choice, authority, imitation, home)
    imitation.close()
    first = report["causes"][0] if report["causes"] else {}
    steps = len(profile["contingency"]["steps"])
    ok = (status == 1 and first.get("id") == "service-refuses-connection" and first.get("endpoint") == needed
          and len(report.get("emergency", {}).get("steps", [])) >= steps)
    return ok, say_causes(report)


def test_languages(profile):
    """Whoever reads English or Chinese gets the whole profile in it."""
    missing = []

    def walk(node, place):
        if isinstance(node, list):
            for position, item in enumerate(node):
                walk(item, f"{place}[{position}]")
        elif isinstance(node, dict):
            if set(node) & set(LANGUAGES) and not set(LANGUAGES) <= set(node):
                missing.append(place)
            for key, value in node.items():
                walk(value, f"{place}.{key}")
    walk(profile, "$")
    return not missing, ", ".join(missing)


def test_sources(profile):
    return (bool(profile.get("sources")) and all(s.get("checked") for s in profile["sources"])
            and bool(profile.get("unverified")), "sources with dates, and what could not be verified")


def main():
    enter_own_network()
    cli, folder = sys.argv[1:3]
    results = []
    for file in sorted(pathlib.Path(folder).glob("*.json")):
        profile = json.loads(file.read_text())
        results.append((f"{file.stem}: languages", *test_languages(profile)))
        results.append((f"{file.stem}: sources", *test_sources(profile)))
        for choice in list_choices(profile):
            name = " ".join([file.stem, *choice.values()])
            endpoints = fill_in(profile, choice)
            hosts = {urllib.parse.urlsplit(endpoint["url"]).hostname for endpoint in endpoints}
            with tempfile.TemporaryDirectory() as home:
                authority = Authority(home, hosts)
                results.append((f"{name}: well", *test_well(cli, file, choice, authority, endpoints, home)))
                results.append((f"{name}: closed",
                                *test_closed(cli, file, profile, choice, authority, endpoints, home)))
    print(f"1..{len(results)}")
    for number, (name, ok, detail) in enumerate(results, 1):
        print(f"{'ok' if ok else 'not ok'} {number} {name}")
        if not ok:
            print(f"# {detail[:400]}")
    return 0 if all(ok for _, ok, _ in results) else 1


sys.exit(main())
