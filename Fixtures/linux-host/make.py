#!/usr/bin/env python3
"""Makes versions.pcap and versions.json: a Linux host among queriers of every version, and what its
/proc/net/igmp said after each step. Needs root, iproute2 and tcpdump; takes about 40 s."""
import json
import re
import socket
import struct
import subprocess
import time
from pathlib import Path

WIRE, HOST = "igmpscope-wire", "igmpscope-host"
HERE = Path(__file__).parent
QUERIER, ADDRESS, NEIGHBOUR = "10.9.0.1", "10.9.0.2", "10.9.0.3"
A, B, SSM = "239.1.1.1", "239.2.2.2", "232.1.1.1"

MEMBER = """
import socket, sys
a, sockets = socket.inet_aton, {}
ADD_SOURCE, DROP_SOURCE = 39, 40
for line in sys.stdin:
    what, group, *source = line.split()
    s = sockets.setdefault(group, socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    member = a(group) + a("%s")
    if what == "join": s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
    if what == "allow": s.setsockopt(socket.IPPROTO_IP, ADD_SOURCE, member + a(source[0]))
    if what == "block": s.setsockopt(socket.IPPROTO_IP, DROP_SOURCE, member + a(source[0]))
    if what == "leave": sockets.pop(group).close()
    print("ok", flush=True)
""" % ADDRESS

SENDER = """
import socket, sys
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
s.bind(("wire", 0))
for line in sys.stdin:
    s.send(bytes.fromhex(line.strip()))
    print("ok", flush=True)
"""


def run(*arguments, check=True):
    return subprocess.run(arguments, check=check, capture_output=True, text=True).stdout


def inside(namespace, *arguments, **options):
    return subprocess.Popen(["ip", "netns", "exec", namespace, *arguments], text=True, **options)


def talk(process, line):
    process.stdin.write(line + "\n")
    process.stdin.flush()
    process.stdout.readline()


def summed(data, at):
    words = struct.unpack(f">{len(data) // 2}H", data)
    total = sum(words)
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return data[:at] + struct.pack(">H", ~total & 0xFFFF) + data[at + 2 :]


def igmp(kind, code=0, group="0.0.0.0", rest=b""):
    return summed(bytes([kind, code, 0, 0]) + socket.inet_aton(group) + rest, 2)


def query_v3(group="0.0.0.0", sources=()):
    rest = bytes([2, 125]) + struct.pack(">H", len(sources)) + b"".join(map(socket.inet_aton, sources))
    return igmp(0x11, 10, group, rest)


def frame(message, destination, source):
    to = socket.inet_aton(destination)
    header = bytes([0x46, 0xC0]) + struct.pack(">HHHBBH", 24 + len(message), 0, 0, 1, 2, 0)
    packet = summed(header + socket.inet_aton(source) + to + b"\x94\x04\0\0", 10) + message
    return bytes([1, 0, 0x5E, to[1] & 0x7F, to[2], to[3]]) + b"\2\0\0\0\0\7\x08\0" + packet


def proc_net_igmp():
    device, querier, groups = None, 0, {}
    for line in run("ip", "netns", "exec", HOST, "cat", "/proc/net/igmp").splitlines()[1:]:
        if found := re.match(r"\d+\t(\S+)\s*:\s*\d+\s+V(\d)", line):
            device = found[1]
            querier = int(found[2]) if device == "eth0" else querier
        elif device == "eth0":
            group, *_, reporter = line.split()
            address = struct.pack("=I", int(group, 16))
            groups[socket.inet_ntoa(address)] = int(reporter)
    return querier, dict(sorted(groups.items()))


def main():
    for name in (WIRE, HOST):
        run("ip", "netns", "add", name)
        run("ip", "netns", "exec", name, "sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1")
    run("ip", "link", "add", "eth0", "netns", HOST, "type", "veth", "peer", "name", "wire", "netns", WIRE)
    run("ip", "-n", WIRE, "link", "set", "wire", "up")
    capture = inside(
        WIRE, "tcpdump", "-i", "wire", "--nano", "-U", "-w", str(HERE / "versions.pcap"), "igmp",
        stderr=subprocess.DEVNULL)
    time.sleep(1)
    run("ip", "-n", HOST, "addr", "add", ADDRESS + "/24", "dev", "eth0")
    run("ip", "-n", HOST, "link", "set", "eth0", "up")
    run("ip", "-n", HOST, "route", "add", "224.0.0.0/4", "dev", "eth0")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    member = inside(HOST, "python3", "-c", MEMBER, **pipes)
    sender = inside(WIRE, "python3", "-c", SENDER, **pipes)
    steps = []

    def do(line):
        talk(member, line)

    def send(message, to="224.0.0.1", by=QUERIER):
        talk(sender, frame(message, to, by).hex())

    def note(after, seconds):
        time.sleep(seconds)
        querier, groups = proc_net_igmp()
        steps.append({"at": time.time_ns(), "after": after, "querier": querier, "groups": groups})
        time.sleep(0.05)

    time.sleep(0.5)
    do(f"join {A}")
    do(f"join {B}")
    note("joins", 2.2)
    send(query_v3())
    note("general query", 1.4)
    send(query_v3(A), A)
    note("group query", 1.4)
    send(igmp(0x16, 0, A), A, NEIGHBOUR)
    note("version 2 report of another", 0.1)
    do(f"allow {SSM} 10.0.0.5")
    do(f"allow {SSM} 10.0.0.6")
    note("two sources", 2.2)
    send(query_v3(SSM, ["10.0.0.5"]), SSM)
    note("source query", 1.4)
    do(f"block {SSM} 10.0.0.6")
    note("one source less", 2.2)
    send(query_v3())
    send(query_v3(B), B)
    note("general and group query at once", 1.6)
    send(query_v3(A), A)
    send(igmp(0x12, 0, A), "224.0.0.1", NEIGHBOUR)
    note("group query and misaddressed report of another", 1.4)
    do(f"block {SSM} 10.0.0.5")
    note("no source left", 2.2)
    send(igmp(0x11, 10))
    note("version 2 general query", 1.4)
    send(igmp(0x12, 0, B), B, NEIGHBOUR)
    note("version 1 report of another", 0.1)
    do(f"leave {A}")
    note("leave", 0.3)
    send(igmp(0x11, 10, B), B)
    note("version 2 group query", 1.4)
    do(f"join {A}")
    note("version 2 join", 0.5)
    send(igmp(0x11))
    note("version 1 query", 0.1)
    note("its answers", 10.5)
    time.sleep(0.3)
    capture.terminate()
    capture.wait()
    lines = ",\n".join(json.dumps(step) for step in steps)
    (HERE / "versions.json").write_text(f"[\n{lines}\n]\n")


try:
    main()
finally:
    for name in (WIRE, HOST):
        run("ip", "netns", "del", name, check=False)
