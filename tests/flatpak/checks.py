# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""What the installed bundle may and may not see, and how it does without. Each check returns what is wrong, or None."""

import json
import os
import subprocess

from sandbox import ID

OTHER = ".var/app/com.example.Other"
INVOICE = ('<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:c="urn:oasis:names:'
           'specification:ubl:schema:xsd:CommonBasicComponents-2"><c:ID>%s</c:ID><c:IssueDate>2026-11-20</c:IssueDate>'
           '<c:DocumentCurrencyCode>EUR</c:DocumentCurrencyCode></Invoice>')
CLIENT = {
    "format": "invoice-first-aid-profile/1", "id": "other.example.com", "version": 1, "name": "Other",
    "endpoints": [{"id": "api", "url": "https://api.example.com/"}],
    "client": {"process": ["other-client"], "outbox": [{"path": f"~/{OTHER}/data/outbox", "match": "*.xml"}],
               "cache": [{"path": f"~/{OTHER}/cache/pages"}]},
}


def judge(report):
    """What a report says, to be compared."""
    return report["verdict"], sorted(cause["id"] for cause in report["causes"])


def compare(outside, inside):
    return None if outside == inside else f"outside {outside}, inside {inside}"


def causes(done):
    """The causes that stand in the way, of a report on standard output."""
    return [cause["id"] for cause in json.loads(done.stdout)["causes"] if cause["severity"] == "problem"]


def has_all_parts(user):
    wanted = ("bin/invoice-first-aid", "bin/invoice-first-aid-cli",
              "libexec/invoice-first-aid/invoice-first-aid-cli-program",
              "share/invoice-first-aid/schema/profile.schema.json", "share/invoice-first-aid/profiles/cn-etax.json",
              "share/locale/zh_CN/LC_MESSAGES/invoice-first-aid.mo")
    missing = [name for name in wanted if user.inside("test", "-f", f"/app/{name}").returncode != 0]
    return f"missing: {', '.join(missing)}" if missing else None


def exports(user):
    folder = os.path.join(user.home, ".local/share/flatpak/exports/share")
    wanted = (f"applications/{ID}.desktop", f"dbus-1/services/{ID}.service", f"mime/packages/{ID}.xml",
              f"icons/hicolor/scalable/apps/{ID}.svg", f"icons/hicolor/symbolic/apps/{ID}-symbolic.svg")
    missing = [name for name in wanted if not os.path.exists(os.path.join(folder, name))]
    return f"not exported: {', '.join(missing)}" if missing else None


def is_small(user):
    size = os.path.getsize(os.path.join(user.work, ID + ".flatpak"))
    print(f"figure   bundle: {size / 1e6:.2f} MB")
    return None if size < 5e6 else f"the bundle has {size} bytes"


def runtime_has_its_caches(user):
    """Without them each first start reads every font, and each start every icon folder."""
    script = ("set -e; ls /usr/lib/fontconfig/cache/*.cache-* >/dev/null; test -f /usr/share/icons/Adwaita/icon-theme.cache; "
              "test -s /usr/lib/*/gio/modules/giomodule.cache; test -s /usr/lib/*/gdk-pixbuf-2.0/2.10.0/loaders.cache; "
              "test -s /usr/share/glib-2.0/schemas/gschemas.compiled; test -s /usr/share/mime/mime.cache; "
              "test -s /etc/ld.so.cache; test -z \"$(find /usr/share/icons/hicolor -mindepth 1 -type d -empty)\"")
    done = user.inside("sh", "-c", script)
    return None if done.returncode == 0 else f"exit {done.returncode}: {done.stderr}"


def speaks_chinese(user):
    text = user.cli("practice", "expired", "--lang", "zh_CN").stdout
    return None if "证书" in text else f"said {text[:80]!r}"


def practises(user, outside_cli, fault):
    outside = user.run(outside_cli, "practice", fault, "--format", "json")
    inside = user.cli("practice", fault, "--format", "json")
    reports = [json.loads(done.stdout) for done in (outside, inside)]
    if reports[1]["computer"]["sandbox"] is not True:
        return "the report doesn't say that it comes from a sandbox"
    if outside.returncode != inside.returncode:
        return f"exit status {outside.returncode} outside, {inside.returncode} inside"
    return compare(*map(judge, reports))


def names_the_computers_system(user):
    """The report names the computer's system, not the runtime's, which has the same name on Debian 12."""
    name = "Another System 99 (test)"
    path = user.write("os-release", f'ID=other\nPRETTY_NAME="{name}"\n')
    command = user.command("flatpak", "run", "--user", "--command=invoice-first-aid-cli", ID, "practice", "none",
                           "--format", "json")
    real = os.path.realpath("/etc/os-release")
    done = user.with_mounts(f"mount --bind {path} {real}", command)
    system = json.loads(done.stdout)["computer"].get("os")
    return None if system == name else f"named {system!r}"


def hides_files(user):
    """Files of the user, of other programs, of the computer."""
    mine = user.write("Documents/invoices.txt", "secret")
    other = user.write(f"{OTHER}/data/outbox.db", "secret")
    seen = [path for path in (mine, other, "/etc/shadow", "/run/host/etc/passwd", "/root", "/boot")
            if user.inside("test", "-e", path).returncode == 0]
    user.inside("sh", "-c", f"echo x >{user.home}/Documents/new")
    seen += [path for path in (f"{user.home}/Documents/new",) if os.path.exists(path)]
    return f"within reach: {', '.join(seen)}" if seen else None


def profile_with_client(user):
    for number in ("A-1", "A-2"):
        user.write(f"{OTHER}/data/outbox/{number}.xml", INVOICE % number)
    user.write(f"{OTHER}/cache/pages/page", "x")
    return user.write(f".var/app/{ID}/data/client.json", json.dumps(CLIENT))


def hidden_is_not_empty(user):
    """What the sandbox hides is neither an empty outbox, nor copied, nor cleared."""
    profile, target = profile_with_client(user), user.own_folder + "/data"
    unsent = user.cli("unsent", "--profile", profile, "--format", "json")
    copied = user.cli("backup", "create", "--profile", profile, "--to", target)
    cleared = user.cli("cache", "reset", "--profile", profile, "--yes", "--without-copy")
    why = [file["why"] for file in json.loads(unsent.stdout)["unreadable"]]
    if why != ["hidden"] or unsent.returncode != 3 or "--filesystem=" not in unsent.stderr:
        return f"unsent: {why}, exit {unsent.returncode}: {unsent.stderr}"
    if copied.returncode == 0 or "sandbox" not in copied.stderr:
        return f"backup create: exit {copied.returncode}: {copied.stdout}{copied.stderr}"
    if cleared.returncode == 0 or "sandbox" not in cleared.stderr:
        return f"cache reset: exit {cleared.returncode}: {cleared.stdout}{cleared.stderr}"
    return None


def copy_and_verify(user, target, *options):
    """With the permission that a vendor's package or the user gives: read-only."""
    profile = profile_with_client(user)
    options = [*options, f"--filesystem=~/{OTHER}:ro"]
    before = user.fingerprint(OTHER)
    unsent = user.cli("unsent", "--profile", profile, "--format", "json", options=options)
    numbers = sorted(invoice["number"] for invoice in json.loads(unsent.stdout)["invoices"])
    if numbers != ["A-1", "A-2"]:
        return f"listed {numbers}: {unsent.stderr}"
    done = user.cli("backup", "create", "--profile", profile, "--to", target, options=options)
    if done.returncode != 0:
        return f"backup create: exit {done.returncode}: {done.stderr}"
    copy = done.stdout.strip().splitlines()[-1]
    verified = user.cli("backup", "verify", copy, options=options)
    if verified.returncode != 0:
        return f"backup verify: exit {verified.returncode}: {verified.stderr}"
    if user.fingerprint(OTHER) != before:
        return "the other program's folder was changed"
    files = [name for _, _, names in os.walk(copy) for name in names if name.endswith(".xml")]
    return None if len(files) == 2 else f"copied {files}"


def copies_unsent_invoices(user):
    return copy_and_verify(user, user.own_folder + "/data")


def copies_to_a_chosen_folder(user):
    """A folder that is seen inside because the person chose it, here by hand in the document portal's stead."""
    stick = os.path.join(user.home, "Stick")
    user.write("Stick/.here", "")
    return copy_and_verify(user, stick, f"--filesystem={stick}")


def read_only_outbox_stays_read_only(user):
    other = user.write(f"{OTHER}/data/outbox.db", "secret")
    script = f"! touch {os.path.dirname(other)}/x 2>/dev/null && ! rm {other} 2>/dev/null"
    done = user.run("flatpak", "run", "--user", f"--filesystem=~/{OTHER}:ro", "--command=sh", ID, "-c", script)
    return None if done.returncode == 0 and os.path.exists(other) else "could be written"


def hides_processes(user):
    text = user.inside("sh", "-c", "cat /proc/[0-9]*/comm").stdout.split()
    strangers = set(text) - {"bwrap", "sh", "cat", "xdg-dbus-proxy"}
    return f"sees {', '.join(sorted(strangers))}" if strangers else None


def has_no_rights(user):
    text = user.inside("grep", "CapEff", "/proc/self/status").stdout.split()
    return None if text[-1] == "0000000000000000" else f"has rights: {text}"


def hides_bus_names(user):
    """The user's own bus stands in for the system's: of two names there, one may be seen."""
    ask = ("gdbus", "call", "--system", "-d", "org.freedesktop.DBus", "-o", "/org/freedesktop/DBus", "-m",
           "org.freedesktop.DBus.ListNames")
    names = ("org.freedesktop.resolve1", "org.freedesktop.login1")
    with user.names_on_bus(names):
        outside, inside = user.run(*ask).stdout, user.inside(*ask).stdout
    if not all(name in outside for name in names):
        return f"the names aren't even there: {outside}"
    seen = [name in inside for name in names]
    return None if seen == [True, False] else f"seen: {inside}"


def without_network(user):
    """The permission was taken away: that is told, and nothing said of the computer's network."""
    done = user.cli("check", "--url", "https://192.0.2.1/", "--format", "json", options=["--unshare=network"])
    report = json.loads(done.stdout)
    named = [cause["id"] for cause in report["causes"]]
    if named != ["network-hidden-by-sandbox"] or report["verdict"] != "incomplete":
        return f"named {named}, verdict {report['verdict']}"
    practised = user.cli("practice", "expired", "--format", "json", options=["--unshare=network"])
    return compare(["certificate-expired"], causes(practised))


def without_buses(user):
    done = user.cli("practice", "expired", "--format", "json",
                    environment={"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent"})
    return compare(["certificate-expired"], causes(done))


def read_only_home(user):
    """flatpak itself makes the program's folder, and says what it can't; once it is there, the program finds the
    fault, and says in one sentence that a report can't be saved."""
    command = ("flatpak", "run", "--user", "--command=invoice-first-aid-cli", ID, "practice", "expired", "--format", "json")
    read_only = f"mount --bind {user.home} {user.home} && mount -o remount,ro,bind {user.home}"
    user.cli("practice", "none")
    done = user.with_mounts(read_only, user.command(*command))
    if done.stdout == "":
        lines = done.stderr.strip().splitlines()
        return None if len(lines) == 1 and "ead-only" in lines[0] else f"exit {done.returncode}: {lines}"
    if causes(done) != ["certificate-expired"]:
        return f"named {causes(done)}"
    saved = user.with_mounts(read_only, user.command(*command, "--output", user.own_folder + "/data/report.json"))
    lines = saved.stderr.strip().splitlines()
    return None if saved.returncode != 0 and len(lines) == 1 and "ead-only" in lines[0] else f"saving said {lines}"


def full_own_folder(user):
    """No room at all where the program keeps its settings and its memory: it finds the fault all the same."""
    command = user.command("flatpak", "run", "--user", "--command=invoice-first-aid-cli", ID, "practice", "expired",
                           "--format", "json")
    user.cli("practice", "none")
    folder = user.own_folder + "/data"
    done = user.with_mounts(f"mount -t tmpfs -o size=4k,uid=1000,mode=700 tmpfs {folder} && "
                            f"(head -c 4096 /dev/zero >{folder}/full || true)", command)
    return compare(["certificate-expired"], causes(done))


def runs_on_old_flatpak(user):
    """flatpak 1.12 (2021): nothing in the metadata that it doesn't know."""
    known = {"Context": {"shared": {"network", "ipc"}, "sockets": {"x11", "wayland", "fallback-x11"}, "devices": {"dri"}},
             "System Bus Policy": {"org.freedesktop.resolve1": {"talk"}}}
    text = user.run("flatpak", "info", "--user", "--show-metadata", ID).stdout
    group, strange = None, []
    for line in text.splitlines():
        if line.startswith("["):
            group = line.strip("[]")
        elif "=" in line and group not in ("Application", "Build"):
            key, values = line.split("=", 1)
            allowed = known.get(group, {}).get(key, set())
            strange += [f"{group}: {line}" for value in values.split(";") if value and value not in allowed]
    return f"needs a newer one, or is not in the list of reasons: {strange}" if strange else None


ALL = (has_all_parts, exports, is_small, runtime_has_its_caches, speaks_chinese, names_the_computers_system, hides_files,
       hidden_is_not_empty, copies_unsent_invoices, copies_to_a_chosen_folder, read_only_outbox_stays_read_only,
       hides_processes, has_no_rights, hides_bus_names, without_network, without_buses, read_only_home, full_own_folder,
       runs_on_old_flatpak)
