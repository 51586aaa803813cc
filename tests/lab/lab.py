# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright The Invoice First Aid authors
"""A small world in network namespaces: a client in an office, its router, and the far side.

    client 10.1.0.2 ── 10.1.0.1 router 198.51.100.1 ── service, control hosts, name and time servers

With `hops`, that many routers of the provider stand between the office's and the far side.

Addresses of the far side, IPv4 and IPv6 alike: .2 service, .3 and .4 control hosts, .53 and .54
name servers, .123 time server.
"""

import contextlib
import copy
import json
import os
import signal
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FAR = "198.51.100."
FAR6 = "2001:db8:1::"
HOSTS = {
    "api.invoice.example": 2,
    "sign.invoice.example": 5,
    "connectivity.example": 3,
    "control.example": 3,
    "other.example": 4,
    "ntp.example": 123,
}
LAST_BYTES = (2, 3, 4, 5, 6, 7, 53, 54, 123)

PROFILE = {
    "format": "invoice-first-aid-profile/1",
    "id": "lab.example",
    "version": 1,
    "name": {"en": "Lab Invoice Cloud", "zh_CN": "实验开票云"},
    "endpoints": [{
        "id": "api",
        "url": "https://api.invoice.example:9443/health",
        "required": True,
        "expect": {"status": [200], "format": "json",
                   "error_code": {"path": "$.code", "ok": [0], "message": "$.msg"}},
    }],
    "clock": {"ntp": ["ntp.example"]},
    "control": {"connectivity": "http://connectivity.example/check",
                "https": ["https://control.example/", "https://other.example/"]},
}


class Lab:
    """One world; a context manager that takes everything down again."""

    counter = 0
    user_id = 65534

    def __init__(self, program, pki, keep_root):
        Lab.counter += 1
        self.program = program
        self.pki = pki
        self.keep_root = keep_root
        self.prefix = f"ifa{os.getpid()}x{Lab.counter}"
        self.client, self.router, self.far = (f"{self.prefix}{n}" for n in "crf")
        self.namespaces = []
        self.processes = []
        self.profile = copy.deepcopy(PROFILE)
        self.zone = {name: [FAR + str(last)] for name, last in HOSTS.items()}
        self.resolv_conf = f"nameserver {FAR}53\n"
        self.hosts_file = "127.0.0.1 localhost\n"
        self.environment = {}
        self.arguments = []
        self.clock = None
        self.trust = "root"
        self.web = self.usual_servers()
        self.time = [{"address": FAR + "123"}]
        self.dual_stack = False
        self.line = None
        self.hops = 0
        self.name_server = "dnsmasq"
        self.second_name_server = None
        self.aliases = {}

    def usual_servers(self):
        good, control = (os.path.join(self.pki, n) for n in ("good", "control"))
        return {
            "api": {"address": FAR + "2", "port": 9443, "certificate": good},
            "web": {"address": FAR + "2", "port": 443, "certificate": good},
            "connectivity": {"address": FAR + "3", "port": 80, "status": 204, "body": "",
                             "type": "text/plain"},
            "control": {"address": FAR + "3", "port": 443, "certificate": control},
            "other": {"address": FAR + "4", "port": 443, "certificate": control},
        }

    def certificate(self, name, server="api"):
        self.web[server]["certificate"] = os.path.join(self.pki, name)

    # Building

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="ifa-lab-")
        os.chmod(self.folder, 0o755)
        return self

    def ip(self, namespace, command):
        subprocess.run(["ip", "-n", namespace, *command.split()], check=True, capture_output=True)

    def sh(self, namespace, command, check=True):
        return subprocess.run(["ip", "netns", "exec", namespace, "sh", "-c", command], check=check,
                              capture_output=True, text=True, timeout=60)

    def add_namespace(self, name):
        subprocess.run(["ip", "netns", "add", name], check=True, capture_output=True)
        self.namespaces.append(name)
        # Without the second in which IPv6 looks whether somebody else has the address.
        self.sh(name, "echo 0 > /proc/sys/net/ipv6/conf/all/accept_dad; "
                      "echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad")
        self.ip(name, "link set lo up")

    def cable(self, a, a_name, b, b_name):
        subprocess.run(["ip", "link", "add", a_name, "netns", a, "type", "veth", "peer", "name", b_name,
                        "netns", b], check=True, capture_output=True)
        self.ip(a, f"link set {a_name} up")
        self.ip(b, f"link set {b_name} up")

    def start(self, namespace, *command):
        """A server in `namespace`; returns once it says that it is ready."""
        process = subprocess.Popen(["ip", "netns", "exec", namespace, *command], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.processes.append(process)
        if not process.stdout.readline().startswith("ready"):
            raise RuntimeError(f"{command[1] if len(command) > 1 else command[0]} did not start")
        return process

    def server(self, namespace, script, *arguments):
        return self.start(namespace, "python3", os.path.join(HERE, "servers", script), *map(str, arguments))

    def build(self):
        for name in (self.client, self.router, self.far):
            self.add_namespace(name)
        self.cable(self.client, "eth0", self.router, "lan0")
        self.ip(self.client, "addr add 10.1.0.2/24 dev eth0")
        self.ip(self.router, "addr add 10.1.0.1/24 dev lan0")
        self.ip(self.client, "route add default via 10.1.0.1")
        gate, far_device, router_device = self.build_way()
        self.sh(self.far, "echo 1 > /proc/sys/net/ipv4/conf/all/promote_secondaries")
        for last in LAST_BYTES:
            self.ip(self.far, f"addr add {FAR}{last}/24 dev {far_device}")
        self.ip(gate, f"addr add {FAR}1/24 dev {router_device}")
        self.ip(self.far, f"route add default via {FAR}1 dev {far_device}")
        for name in (self.router, *self.hop_names()):
            self.sh(name, "sysctl -qw net.ipv4.ip_forward=1; echo 0 > /proc/sys/net/ipv4/icmp_ratelimit")
        if self.dual_stack:
            self.build_ipv6(far_device, router_device)
        self.sh(self.router, "nft 'add table inet lab; add chain inet lab forward "
                             "{ type filter hook forward priority 0; }; add chain inet lab input "
                             "{ type filter hook input priority 0; }; add table ip labnat; "
                             "add chain ip labnat pre { type nat hook prerouting priority -100; }'")
        self.start_servers()

    def hop_names(self):
        return [f"{self.prefix}h{n}" for n in range(1, self.hops + 1)]

    def build_way(self):
        """Routers of the provider, 203.0.113.N, and the line; returns the last of all routers."""
        gate = self.router
        for number, name in enumerate(self.hop_names()):
            near, far = (f"203.0.113.{4 * number + n}" for n in (1, 2))
            self.add_namespace(name)
            self.cable(gate, "wan0", name, "lan0")
            self.ip(gate, f"addr add {near}/30 dev wan0")
            self.ip(name, f"addr add {far}/30 dev lan0")
            self.ip(gate, f"route add default via {far}")
            self.ip(name, f"route add 10.1.0.0/24 via {near}")
            gate = name
        return gate, *self.build_line(gate)

    def build_line(self, gate):
        if self.line is None:
            self.cable(gate, "wan0", self.far, "eth0")
            return "eth0", "wan0"
        process = subprocess.Popen(["python3", os.path.join(HERE, "servers", "line.py"), gate,
                                    self.far, *map(str, self.line)], stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        process.stdout.readline()
        for namespace in (gate, self.far):
            self.ip(namespace, "link set line0 up")
        return "line0", "line0"

    def build_ipv6(self, far_device, router_device):
        self.ip(self.client, "addr add fd00:1::2/64 dev eth0 nodad")
        self.ip(self.router, "addr add fd00:1::1/64 dev lan0 nodad")
        self.ip(self.client, "-6 route add default via fd00:1::1 dev eth0")
        for last in LAST_BYTES:
            self.ip(self.far, f"addr add {FAR6}{last}/64 dev {far_device} nodad")
        self.ip(self.router, f"addr add {FAR6}1/64 dev {router_device} nodad")
        self.ip(self.far, f"-6 route add default via {FAR6}1 dev {far_device}")
        self.sh(self.router, "sysctl -qw net.ipv6.conf.all.forwarding=1; "
                             "echo 0 > /proc/sys/net/ipv6/icmp/ratelimit")
        for spec in list(self.web.values()):
            last = spec["address"].rsplit(".", 1)[1]
            self.web[f"{last}-{spec['port']}-6"] = {**spec, "address": FAR6 + last}
        for name, last in HOSTS.items():
            self.zone[name].append(FAR6 + str(last))

    def start_servers(self):
        config = os.path.join(self.folder, "world.json")
        with open(config, "w") as f:
            json.dump({"servers": list(self.web.values()), "time": self.time}, f)
        self.server(self.far, "world.py", config)
        self.start_names(FAR + "53", self.name_server)
        if self.second_name_server:
            self.start_names(FAR + "54", self.second_name_server)

    def start_names(self, address, mode, zone=None):
        zone = self.zone if zone is None else zone
        entries = [f"{name}={value}" for name, values in zone.items() for value in values]
        if mode == "off":
            return
        if mode != "dnsmasq":
            self.server(self.far, "names.py", address, mode, *entries)
            return
        hosts = os.path.join(self.folder, f"hosts-{address}")
        with open(hosts, "w") as f:
            f.writelines(f"{value} {name}\n" for entry in entries for name, value in [entry.split("=")])
        process = subprocess.Popen(
            ["ip", "netns", "exec", self.far, "dnsmasq", "--keep-in-foreground", "--no-resolv", "--no-hosts",
             f"--addn-hosts={hosts}", f"--listen-address={address}", "--bind-interfaces", "--pid-file=",
             *(f"--cname={alias},{name}" for alias, name in self.aliases.items()), "--local=/example/", "--log-facility=-", "--user=root"],
            stderr=subprocess.PIPE, text=True)
        self.processes.append(process)
        for line in process.stderr:
            if "read " in line:
                return
        raise RuntimeError("dnsmasq did not start")

    def forward_names(self, namespace, address):
        """A name server near the client that only passes questions on, as routers do."""
        original = self.start_servers

        def start():
            original()
            process = subprocess.Popen(
                ["ip", "netns", "exec", namespace, "dnsmasq", "--keep-in-foreground", "--no-resolv", "--no-hosts",
                 f"--server={FAR}53", f"--listen-address={address}", "--bind-interfaces", "--pid-file=",
                 "--cache-size=0", "--log-facility=-", "--user=root"], stderr=subprocess.PIPE, text=True)
            self.processes.append(process)
            while "using nameserver" not in process.stderr.readline():
                if process.poll() is not None:
                    raise RuntimeError("dnsmasq did not start")
        self.start_servers = start

    def rule(self, text, namespace=None):
        """Add an nftables rule for what passes the router, or another one on the way."""
        self.sh(namespace or self.router, "nft 'add table inet lab; add chain inet lab forward "
                                          "{ type filter hook forward priority 0; }; "
                                          f"add rule inet lab forward {text}'")

    def redirect(self, port, to):
        self.sh(self.router, f"nft add rule ip labnat pre tcp dport {port} redirect to :{to}")

    def local_rule(self, text):
        self.sh(self.client, "nft 'add table inet own; add chain inet own output "
                             "{ type filter hook output priority 0; }; add rule inet own output " + text + "'")

    # Running

    def client_command(self, command):
        """The command as an ordinary user at the client's desk, with her own files in place."""
        files = {"/etc/resolv.conf": self.resolv_conf, "/etc/hosts": self.hosts_file,
                 "/etc/nsswitch.conf": "hosts: files dns\n"}
        mounts = []
        for number, (path, text) in enumerate(files.items()):
            if text is None:
                continue
            local = os.path.join(self.folder, f"file{number}")
            with open(local, "w") as f:
                f.write(text)
            os.chmod(local, 0o644)
            mounts.append(f"mount --bind {local} {path}")
        # What the distribution ships is the lab's public root; any other is a person's own.
        mounts.append("if [ -d /usr/share/ca-certificates ]; then "
                      "mount -t tmpfs -o mode=755 tmpfs /usr/share/ca-certificates && "
                      "mkdir /usr/share/ca-certificates/lab && "
                      f"cp {self.pki}/root.pem /usr/share/ca-certificates/lab/root.crt; fi")
        home = os.path.join(self.folder, "home")
        os.makedirs(home, exist_ok=True)
        os.chmod(home, 0o777)
        environment = {
            "HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home, "XDG_STATE_HOME": home,
            "XDG_DATA_HOME": home, "XDG_RUNTIME_DIR": home, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LC_ALL": "C.UTF-8", "GSETTINGS_BACKEND": "memory",
            "SSL_CERT_FILE": os.path.join(self.pki, self.trust + ".pem"),
            "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent", **self.environment,
        }
        ordinary = ["setpriv", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
        if self.keep_root:
            ordinary += [f"--reuid={self.user_id}", f"--regid={self.user_id}", "--clear-groups"]
        if self.clock is not None:
            command = ["faketime", "-f", self.clock, *command]
        script = " && ".join([*mounts, 'exec "$@"'])
        return ["ip", "netns", "exec", self.client, "unshare", "--mount", "sh", "-c", script, "sh",
                *ordinary, "env", "-i", *(f"{k}={v}" for k, v in environment.items()), *command]

    def check(self):
        """Run the program's check; returns its report, its exit status and its standard error."""
        profile = os.path.join(self.folder, "profile.json")
        with open(profile, "w") as f:
            json.dump(self.profile, f)
        os.chmod(profile, 0o644)
        command = [self.program, "check", "--profile", profile, "--format", "json", *self.arguments]
        done = subprocess.run(self.client_command(command), capture_output=True, text=True, timeout=90)
        try:
            report = json.loads(done.stdout)
        except ValueError:
            report = None
        return report, done.returncode, done.stderr

    def run(self, command, timeout=30):
        """An ordinary tool at the client's desk: its standard output and error together."""
        done = subprocess.run(self.client_command(["sh", "-c", command]), capture_output=True, text=True,
                              timeout=timeout)
        return done.stdout + done.stderr

    def __exit__(self, *args):
        for process in self.processes:
            process.send_signal(signal.SIGKILL)
        for process in self.processes:
            process.wait()
        for name in self.namespaces:
            # What a shell started outlives the shell.
            left = subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True)
            for pid in left.stdout.split():
                with contextlib.suppress(OSError):
                    os.kill(int(pid), signal.SIGKILL)
            subprocess.run(["ip", "netns", "del", name], capture_output=True)
        subprocess.run(["rm", "-rf", self.folder])
