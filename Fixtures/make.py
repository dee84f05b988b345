#!/usr/bin/env python3
"""Makes the captures in Fixtures/made anew: the same bytes in every run.

    python3 Fixtures/make.py [FOLDER]

Needs zstd(1). What each capture is for stands in Fixtures/README.md.
"""

import gzip
import pathlib
import struct
import subprocess
import sys

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "made")
# 2026-01-02T03:04:05Z: when every capture begins.
START = 1767323045
ROUTER_ALERT = bytes([0x94, 4, 0, 0])
ETHERNET, RAW, SLL, SLL2 = 1, 101, 113, 276
IS_IN, IS_EX, TO_IN, TO_EX, ALLOW, BLOCK = range(1, 7)


def address(text):
    return bytes(int(part) for part in text.split("."))


def checksum(data):
    """The Internet checksum of RFC 1071."""
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def with_checksum(data, offset):
    data = data[:offset] + b"\0\0" + data[offset + 2:]
    return data[:offset] + struct.pack("!H", checksum(data)) + data[offset + 2:]


# Messages.

def igmp(kind, code=0, group="0.0.0.0", rest=b""):
    return with_checksum(bytes([kind, code, 0, 0]) + address(group) + rest, 2)


def query_v3(group="0.0.0.0", code=100, sources=(), qrv=2, suppress=False, qqic=125, count=None, rest=b""):
    count = len(sources) if count is None else count
    return igmp(0x11, code, group, struct.pack("!BBH", suppress << 3 | qrv, qqic, count)
                + b"".join(map(address, sources)) + rest)


def record(kind, group, sources=(), auxiliary=b""):
    return (struct.pack("!BBH", kind, len(auxiliary) // 4, len(sources)) + address(group)
            + b"".join(map(address, sources)) + auxiliary)


def report_v3(*records, count=None, rest=b""):
    count = len(records) if count is None else count
    return with_checksum(struct.pack("!BBHHH", 0x22, 0, 0, 0, count) + b"".join(records) + rest, 2)


# What carries them.

def ipv4(source, destination, payload, ttl=1, tos=0xC0, options=ROUTER_ALERT, identification=0, fragment=0,
         protocol=2, version=4, total=None):
    length = 20 + len(options)
    total = length + len(payload) if total is None else total
    header = (struct.pack("!BBHHHBBH", version << 4 | length // 4, tos, total, identification, fragment, ttl,
                          protocol, 0) + address(source) + address(destination) + options)
    return with_checksum(header, 10) + payload


def mac(host):
    """A local address made from an IPv4 address."""
    return b"\x02\x00" + address(host)


def group_mac(group):
    number = address(group)
    return b"\x01\x00\x5e" + bytes([number[1] & 0x7F]) + number[2:]


def ethernet(packet, tags=(), padded=True):
    """A frame for an IPv4 packet; each tag is (type, identifier), outermost first."""
    source, destination = (".".join(map(str, packet[at:at + 4])) for at in (12, 16))
    frame = group_mac(destination) + mac(source)
    for kind, identifier in tags:
        frame += struct.pack("!HH", kind, identifier)
    frame += b"\x08\x00" + packet
    return frame + b"\0" * max(0, 60 - len(frame)) if padded else frame


def cooked(packet, kind=0):
    """Linux cooked capture; `kind` 0 to this host, 4 sent by it."""
    source = ".".join(map(str, packet[12:16]))
    return struct.pack("!HHH", kind, 1, 6) + mac(source) + b"\0\0" + b"\x08\x00" + packet


def cooked2(packet, kind=0, index=2):
    """Linux cooked capture, version 2."""
    source = ".".join(map(str, packet[12:16]))
    return struct.pack("!HHIHBB", 0x0800, 0, index, 1, kind, 6) + mac(source) + b"\0\0" + packet


def message(source, destination, payload, **fields):
    return ethernet(ipv4(source, destination, payload, **fields))


def general_query(source="10.0.0.1", **fields):
    return message(source, "224.0.0.1", query_v3(**fields))


def v3_report(source, *records):
    return message(source, "224.0.0.22", report_v3(*records))


def v2_report(source, group):
    return message(source, group, igmp(0x16, group=group))


def v2_leave(source, group):
    return message(source, "224.0.0.2", igmp(0x17, group=group))


# Files.

def pcap(frames, link=ETHERNET, order="<", nanoseconds=False):
    """Frames are (seconds after the start, bytes[, length on the wire])."""
    unit = 1_000_000_000 if nanoseconds else 1_000_000
    out = struct.pack(order + "IHHiIII", 0xA1B23C4D if nanoseconds else 0xA1B2C3D4, 2, 4, 0, 0, 262144, link)
    for time, frame, *wire in frames:
        ticks = round(time * unit)
        out += struct.pack(order + "IIII", START + ticks // unit, ticks % unit, len(frame),
                           wire[0] if wire else len(frame)) + frame
    return out


def option(order, code, value):
    return struct.pack(order + "HH", code, len(value)) + value + b"\0" * (-len(value) % 4)


def block(order, kind, body):
    body += b"\0" * (-len(body) % 4)
    length = struct.pack(order + "I", len(body) + 12)
    return struct.pack(order + "I", kind) + length + body + length


def section(order):
    return block(order, 0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1))


def interface(order, link, name, resolution=None, offset=None, snap=262144):
    options = option(order, 2, name.encode())
    if resolution is not None:
        options += option(order, 9, bytes([resolution]))
    if offset is not None:
        options += option(order, 14, struct.pack(order + "q", offset))
    return block(order, 1, struct.pack(order + "HHI", link, 0, snap) + options + option(order, 0, b""))


def enhanced(order, number, ticks, frame, flags=None):
    options = b""
    if flags is not None:
        options = option(order, 2, struct.pack(order + "I", flags)) + option(order, 0, b"")
    return block(order, 6, struct.pack(order + "IIIII", number, ticks >> 32, ticks & 0xFFFFFFFF, len(frame), len(frame))
                 + frame + b"\0" * (-len(frame) % 4) + options)


def statistics(order, number, ticks, start):
    """That an interface was captured from `start` until then."""
    options = option(order, 2, struct.pack(order + "II", start >> 32, start & 0xFFFFFFFF)) + option(order, 0, b"")
    return block(order, 5, struct.pack(order + "III", number, ticks >> 32, ticks & 0xFFFFFFFF) + options)


# The captures.

def mixed_versions():
    """A version 3 querier with hosts of versions 3 and 2 on one link."""
    group, channel = "239.1.1.1", "232.1.1.1"
    frames = [
        (0.0, general_query()),
        (1.5, v3_report("10.0.0.11", record(IS_EX, group), record(IS_IN, channel, ["192.0.2.1"]))),
        (3.25, v3_report("10.0.0.12", record(IS_EX, group))),
        # From here on the group is in version 2 mode: its members cannot ask for sources.
        (10.0, v2_report("10.0.0.21", group)),
        (12.5, v2_report("10.0.0.21", group)),
        (40.0, v3_report("10.0.0.12", record(ALLOW, channel, ["192.0.2.2", "192.0.2.3"]))),
        (41.0, v3_report("10.0.0.12", record(ALLOW, channel, ["192.0.2.2", "192.0.2.3"]))),
        (125.0, general_query()),
        (126.0, v3_report("10.0.0.11", record(IS_EX, group), record(IS_IN, channel, ["192.0.2.1"]))),
        (128.0, v3_report("10.0.0.12", record(IS_EX, group), record(IS_IN, channel, ["192.0.2.2", "192.0.2.3"]))),
        (130.0, v2_report("10.0.0.21", group)),
        (150.0, v2_leave("10.0.0.21", group)),
        (150.001, message("10.0.0.1", group, query_v3(group, code=10))),
        (150.75, v3_report("10.0.0.11", record(IS_EX, group))),
        (151.001, message("10.0.0.1", group, query_v3(group, code=10))),
        (151.5, v3_report("10.0.0.12", record(IS_EX, group))),
        (160.0, v3_report("10.0.0.11", record(BLOCK, channel, ["192.0.2.1"]))),
        (160.001, message("10.0.0.1", channel, query_v3(channel, code=10, sources=["192.0.2.1"]))),
        (161.001, message("10.0.0.1", channel, query_v3(channel, code=10, sources=["192.0.2.1"]))),
        # A second router, whose address is higher: it loses the election.
        (170.0, general_query("10.0.0.9")),
        (250.0, general_query()),
        (251.0, v3_report("10.0.0.12", record(IS_EX, group), record(IS_IN, channel, ["192.0.2.2", "192.0.2.3"]))),
        (252.0, v3_report("10.0.0.11", record(TO_IN, group))),
        (255.0, message("10.0.0.1", "224.0.0.1", query_v3())),
    ]
    return pcap(frames)


def election():
    """Queriers that come, take over, go on against the rule, fall silent and come back."""
    low, high, group = "10.0.0.2", "10.0.0.9", "239.1.1.1"

    def general_v2(source):
        return message(source, "224.0.0.1", igmp(0x11, 100))

    return pcap([
        # A snooping switch that stands in for a querier takes no part.
        (0.0, general_v2("0.0.0.0")),
        (1.0, general_query(high)),
        (2.0, message("10.0.0.3", "224.0.0.2", igmp(0x14))),
        (3.0, message("10.0.0.4", "224.0.0.4", igmp(0x13, 1))),
        (4.0, message("10.0.0.5", "224.0.0.106", igmp(0x30, 20))),
        (5.0, message("10.0.0.6", "224.0.0.106", igmp(0x30, 20))),
        (6.0, message("10.0.0.6", "224.0.0.106", igmp(0x32))),
        (32.0, general_query(high)),
        # A lower address takes over at once, in version 2.
        (60.0, general_v2(low)),
        (62.0, v2_report("10.0.0.21", group)),
        # The other one has heard it, and goes on.
        (100.0, general_query(high)),
        (185.0, general_v2(low)),
        (186.0, v2_report("10.0.0.21", group)),
        (225.0, general_query(high)),
        (350.0, general_query(high)),
        # At 440 the lower one is given up, and this one is the querier until 730.
        (475.0, general_query(high)),
        (800.0, general_query(low, qrv=3, qqic=60)),
        (860.0, general_query(low, qrv=3, qqic=60)),
        (861.0, v2_report("10.0.0.21", group)),
        (862.0, v2_leave("10.0.0.21", group)),
        # A specific query counts in the election too.
        (870.0, message("10.0.0.1", group, query_v3(group, code=10, qqic=0, qrv=0))),
        (871.0, message("10.0.0.1", group, query_v3(group, code=10, qqic=0, qrv=0, suppress=True))),
    ])


def filter_modes():
    """Records of every type in both filter modes, specific queries with and without the S flag, older hosts."""
    a, b = "10.0.0.11", "10.0.0.12"
    g1, g2, g3, g4, g5, ssm = "239.1.1.1", "239.1.1.2", "239.1.1.3", "239.1.1.4", "239.1.1.5", "232.1.1.1"

    def sources(*numbers):
        return [f"192.0.2.{number}" for number in numbers]

    def specific(group, *numbers, suppress=False):
        return message("10.0.0.1", group, query_v3(group, code=10, sources=sources(*numbers), suppress=suppress))

    return pcap([
        (0.0, general_query()),
        # INCLUDE mode: what is blocked stays until a query without S lowers it and nobody wants it.
        (1.0, v3_report(a, record(ALLOW, g1, sources(1, 2, 3)))),
        (2.0, v3_report(a, record(BLOCK, g1, sources(1, 3)))),
        (2.1, specific(g1, 1, 2, suppress=True)),
        (2.5, specific(g1, 1, 3)),
        (3.5, v3_report(b, record(IS_IN, g1, sources(1)))),
        # EXCLUDE mode.
        (5.0, v3_report(a, record(TO_EX, g2, sources(3)))),
        (6.0, v3_report(b, record(ALLOW, g2, sources(3)))),
        (7.0, v3_report(a, record(IS_EX, g2, sources(3, 4)))),
        (8.0, v3_report(a, record(TO_EX, g2, sources(4, 5)))),
        (9.0, v3_report(a, record(BLOCK, g2, sources(6)))),
        (10.0, v3_report(b, record(TO_IN, g2, sources(7)))),
        (10.1, specific(g2)),
        (11.0, v3_report(a, record(IS_EX, g2, sources(4, 7)))),
        (11.5, specific(g2, 4)),
        # Version 2, then 1: leaves, BLOCK and the sources of TO_EX are ignored.
        (20.0, v2_report("10.0.0.21", g3)),
        (21.0, v3_report(a, record(BLOCK, g3, sources(1)), record(TO_EX, g3, sources(1)))),
        (22.0, v2_report("10.0.0.22", g4)),
        (23.0, message("10.0.0.23", g4, igmp(0x12, group=g4))),
        (24.0, v3_report(a, record(TO_IN, g4, sources(1)))),
        (25.0, v2_leave("10.0.0.22", g4)),
        # The source-specific range knows no EXCLUDE mode and no older reports.
        (26.0, v2_report("10.0.0.21", ssm)),
        (27.0, v3_report(a, record(TO_EX, ssm))),
        (28.0, v3_report(b, record(ALLOW, ssm, sources(1)))),
        # EXCLUDE mode ends, and the source that was asked for is forwarded on.
        (30.0, v3_report(a, record(TO_EX, g5, sources(2)))),
        (31.0, v3_report(b, record(IS_IN, g5, sources(1)))),
        (32.0, specific(g5)),
        (40.0, general_query()),
    ])


def trunk():
    """Link types, resolutions, offsets, stacked tags and both byte orders in one pcapng."""
    report = ipv4("10.5.0.7", "239.5.5.5", igmp(0x16, group="239.5.5.5"))
    query = ipv4("10.5.0.1", "224.0.0.1", igmp(0x11, 100))
    little, big = "<", ">"
    out = section(little)
    out += interface(little, ETHERNET, "eth0", 9)
    out += interface(little, RAW, "tun0", 6)
    # Resolution 2 to the power of -10, and ticks that count from an hour later.
    out += interface(little, SLL, "any", 0x80 | 10, START + 3600)
    ten = 1_000_000_000
    out += enhanced(little, 0, START * ten + 1, ethernet(query, [(0x8100, 146)]), flags=1)
    out += enhanced(little, 0, START * ten + 500_000_002, ethernet(report, [(0x8100, 146)]), flags=1)
    out += enhanced(little, 0, START * ten + 600_000_000, ethernet(query, [(0x88A8, 100), (0x8100, 146)]), flags=2)
    out += enhanced(little, 0, START * ten + 700_000_000, ethernet(report, [(0x88A8, 100), (0x8100, 146)]), flags=2)
    out += enhanced(little, 0, START * ten + 800_000_000, ethernet(report), flags=0)
    # A priority tag: identifier 0 is a tag all the same.
    out += enhanced(little, 0, START * ten + 900_000_000, ethernet(report, [(0x8100, 0xE000)]))
    out += enhanced(little, 1, (START + 1) * 1_000_000 + 250_000, query)
    out += enhanced(little, 1, (START + 1) * 1_000_000 + 750_000, report)
    # Not IGMP: counted as a packet and nothing else.
    out += enhanced(little, 1, (START + 1) * 1_000_000 + 800_000, ipv4("10.5.0.7", "239.5.5.5", b"\0" * 8, protocol=17))
    out += enhanced(little, 2, 512, cooked(report))
    out += enhanced(little, 2, 1024, cooked(query, kind=4))
    out += section(big)
    out += interface(big, ETHERNET, "eth1", 6)
    out += enhanced(big, 0, (START + 4000) * 1_000_000 + 123_456, ethernet(report, [(0x9100, 7), (0x8100, 8), (0x8100, 9)]))
    return out


def every_kind():
    """Every kind of message once, in the order of the report's keys; then every rejection once."""
    host, router, group = "10.0.0.7", "10.0.0.1", "239.9.9.9"
    plain = {"options": b""}
    good = [
        (router, "224.0.0.1", igmp(0x11), plain),
        (router, "224.0.0.1", igmp(0x11, 100), {}),
        (router, group, igmp(0x11, 10, group), {}),
        (router, "224.0.0.1", query_v3(), {}),
        (router, group, query_v3(group, code=10), {}),
        (router, group, query_v3(group, code=10, sources=["192.0.2.1", "192.0.2.2"]), {}),
        (host, group, igmp(0x12, group=group), plain),
        (host, group, igmp(0x16, group=group), {}),
        (host, "224.0.0.22", report_v3(record(TO_EX, group)), {}),
        (host, "224.0.0.2", igmp(0x17, group=group), {}),
        # DVMRP probe, PIM version 1 query, Cisco trace.
        (router, "224.0.0.4", igmp(0x13, 1, "0.14.255.3", bytes(4)), plain),
        (router, "224.0.0.2", igmp(0x14, 0, "16.0.0.0", bytes([0, 0, 0, 105])), plain),
        (router, "224.0.0.2", igmp(0x15), plain),
        (host, "224.0.0.2", igmp(0x1F, 32, group, b"".join(map(address, ["192.0.2.1", host, host])) + bytes([64, 0, 0, 9])), {"ttl": 64}),
        (router, host, igmp(0x1E, 32, group, b"".join(map(address, ["192.0.2.1", host, host])) + bytes([64, 0, 0, 9]) + bytes(32)), {"ttl": 64}),
        (router, "224.0.0.106", igmp(0x30, 20, "0.125.0.2"), {}),
        (host, "224.0.0.2", with_checksum(bytes([0x31, 0, 0, 0]), 2), {}),
        (router, "224.0.0.106", with_checksum(bytes([0x32, 0, 0, 0]), 2), {}),
        (router, "224.0.0.25", igmp(0xFF), plain),
        (host, group, igmp(0x40, 0, group, bytes([0x10, 0, 0, 0, 0, 0, 0, 0])), {}),
        (host, group, igmp(0x77, 0, group), {}),
    ]
    broken = bytearray(ipv4(host, group, igmp(0x16, group=group)))
    broken[10] ^= 1
    wrong_sum = bytearray(igmp(0x16, group=group))
    wrong_sum[3] ^= 1
    frames = [ethernet(ipv4(*way, **fields)) for *way, fields in good]
    frames += [
        ethernet(bytes(broken)),
        message(host, group, igmp(0x16, group=group)[:7]),
        message(host, group, bytes(wrong_sum)),
        # Ten bytes are neither a version 2 nor a version 3 query.
        message(router, "224.0.0.1", igmp(0x11, 100, rest=bytes([2, 125]))),
        message(host, group, igmp(0x16, group="10.9.9.9")),
        # A traceroute query without its addresses.
        message(host, "224.0.0.2", igmp(0x1F, 32, group)),
    ]
    timed = [(number * 0.5, frame) for number, frame in enumerate(frames)]
    cut = ethernet(ipv4(host, "224.0.0.22", report_v3(*[record(TO_EX, f"239.9.9.{i}") for i in range(8)])))
    timed.append((len(frames) * 0.5, cut[:68], len(cut)))
    return pcap(timed, order=">")


def oddities():
    """Right or wrong in ways that programs differ on."""
    host, router, group = "10.0.0.7", "10.0.0.1", "239.9.9.9"
    frames = [
        # Auxiliary data is skipped: the second record begins behind it.
        message(host, "224.0.0.22", report_v3(record(IS_EX, group, auxiliary=bytes(range(8))),
                                              record(IS_IN, "232.9.9.9", ["192.0.2.1"]))),
        # The checksum covers all twelve bytes.
        message(host, group, igmp(0x16, group=group, rest=b"\x01\x02\x03\x04")),
        # Floating point codes: 0x9f is (15 + 16) << 4 = 496 s, 0x8a is (10 + 16) << 3 tenths = 20.8 s.
        message(router, "224.0.0.1", query_v3(code=0x8A, qqic=0x9F)),
        message(router, "224.0.0.1", query_v3(code=0x80, qqic=0x80, qrv=0)),
        message(router, "224.0.0.1", query_v3(code=0xFF, qqic=0xFF, qrv=7, suppress=True)),
        message(host, "224.0.0.22", report_v3()),
        # Six bytes behind the last record, and behind the last source.
        message(host, "224.0.0.22", report_v3(record(TO_EX, "239.9.9.10"), rest=b"\xaa" * 6)),
        message(router, group, query_v3(group, code=10, rest=b"\xaa" * 6)),
        message(router, "224.0.0.1", igmp(0x11, 100, rest=bytes([2, 125]))),
        # Announces three records and has one; announces four sources and has one.
        message(host, "224.0.0.22", report_v3(record(TO_EX, "239.9.9.11"), count=3)),
        message(router, group, query_v3(group, code=10, sources=["192.0.2.1"], count=4)),
        # A record of a type that does not exist, between two that do.
        message(host, "224.0.0.22", report_v3(record(TO_EX, "239.9.9.12"), record(9, "239.9.9.13"), record(TO_EX, "239.9.9.14"))),
        # Records for what is no group.
        message(host, "224.0.0.22", report_v3(record(TO_EX, "10.1.1.1"))),
        # A general query with sources.
        message(router, "224.0.0.1", query_v3(sources=["192.0.2.1"])),
        # Without Router Alert, with another TTL and another type of service.
        message(host, group, igmp(0x16, group=group), options=b"", ttl=64, tos=0),
        message(host, "224.0.0.22", report_v3(record(TO_EX, group)), tos=0),
        # From 0.0.0.0: a snooping switch that proxies, out of the election; a host that has no address yet.
        message("0.0.0.0", "224.0.0.1", igmp(0x11, 100)),
        message("0.0.0.0", group, igmp(0x16, group=group)),
        # A query with code 0 and a group is of version 1, whose group is not looked at.
        message(router, "224.0.0.1", igmp(0x11, 0, group), options=b""),
        # An odd number of bytes: the last one is summed as if a zero followed.
        message(host, group, igmp(0x16, group=group, rest=b"\x7f")),
        # Multicast router discovery: advertisement every 20 s, query interval 125 s, robustness 2.
        message(router, "224.0.0.106", igmp(0x30, 20, "0.125.0.2")),
        message(host, "224.0.0.2", with_checksum(bytes([0x31, 0, 0, 0]), 2)),
        message(router, "224.0.0.106", with_checksum(bytes([0x32, 0, 0, 0]), 2)),
        # Options that end early behind Router Alert; the same word twice.
        message(host, group, igmp(0x16, group=group), options=ROUTER_ALERT + bytes([1, 1, 0, 0])),
        message(host, group, igmp(0x16, group=group), options=bytes([0x94, 1, 0, 0])),
        # Longer by its header than the frame, and shorter than its header.
        message(host, group, igmp(0x16, group=group), total=600),
        message(host, group, igmp(0x16, group=group), total=16),
    ]
    return pcap([(number * 1.0, frame) for number, frame in enumerate(frames)], nanoseconds=True)


def fragments():
    """A report of 14 records in three pieces: in order, reversed, overlapping, one missing, one twice."""
    host = "10.0.0.7"

    def pieces(identification, payload, cuts):
        out = []
        for start, end in cuts:
            more = 0x2000 if end < len(payload) else 0
            out.append(ethernet(ipv4(host, "224.0.0.22", payload[start:end], identification=identification,
                                     fragment=more | start // 8)))
        return out

    def report(third):
        return report_v3(*[record(TO_EX, f"239.{third}.0.{i}") for i in range(14)])

    whole = [(0, 40), (40, 80), (80, 120)]
    frames = []
    frames += pieces(1, report(1), whole)
    frames += pieces(2, report(2), whole[::-1])
    frames += pieces(3, report(3), [(0, 48), (40, 88), (80, 120)])
    frames += pieces(4, report(4), [whole[0], whole[2]])
    frames += pieces(5, report(5), [whole[0], whole[0], whole[1], whole[2]])
    # A middle piece that is not a multiple of eight bytes long.
    frames += [ethernet(ipv4(host, "224.0.0.22", bytes(13), identification=6, fragment=0x2000 | 1))]
    # The datagram is whole, its checksum is not.
    damaged = bytearray(report(7))
    damaged[20] ^= 0xFF
    frames += pieces(7, bytes(damaged), whole)
    return pcap([(number * 0.01, frame) for number, frame in enumerate(frames)])


def cooked_link():
    """Cooked frames of two interfaces in one file, with their directions."""
    query = ipv4("10.0.0.1", "224.0.0.1", query_v3())
    report = ipv4("10.0.0.7", "224.0.0.22", report_v3(record(TO_EX, "239.1.1.1")))
    other = ipv4("10.1.0.7", "239.1.1.1", igmp(0x16, group="239.1.1.1"))
    return pcap([
        (0.0, cooked2(query, kind=2, index=2)),
        (0.5, cooked2(report, kind=4, index=2)),
        (1.0, cooked2(other, kind=2, index=3)),
        (1.25, cooked2(other, kind=4, index=3)),
    ], link=SLL2)


def all_multicast():
    """Multicast that is not IGMP, with good and bad IPv4 headers, among some IGMP."""
    host, group = "10.0.0.7", "239.1.1.1"
    media = bytes(range(16))

    def udp(**fields):
        return ipv4(host, group, media, protocol=17, ttl=8, tos=0, options=b"", **fields)

    bad_sum = bytearray(udp())
    bad_sum[10] ^= 0x55
    frames = [
        general_query(),
        v3_report(host, record(TO_EX, group)),
        ethernet(udp()),
        # Each of these is a parse error to a bridge.
        ethernet(udp(version=5)),
        ethernet(bytes(bad_sum)),
        ethernet(udp(total=19)),
        ethernet(udp(total=200)),
        ethernet(udp(), padded=False)[:14 + 19],
        ethernet(bytes(bad_sum), tags=[(0x8100, 7)]),
        message(host, group, igmp(0x16, group=group), version=5),
        # These are not looked at: to one station, and behind two tags.
        mac("10.0.0.1") + ethernet(bytes(bad_sum))[6:],
        ethernet(bytes(bad_sum), tags=[(0x88A8, 6), (0x8100, 7)]),
        # Nor is anything wrong with a header for what lies behind it.
        ethernet(udp(total=20)),
    ]
    return pcap([(number * 1.0, frame) for number, frame in enumerate(frames)])


def one_link_two_files():
    """The halves of one capture, dealt out so that only both together are in order."""
    frames = [(0.0, general_query())]
    for number in range(1, 9):
        frames.append((number * 0.25, v3_report(f"10.0.0.{10 + number}", record(TO_EX, "239.1.1.1"))))
    return pcap(frames[0::2]), pcap(frames[1::2])


def groups_traffic():
    """The groups' own traffic on a VLAN, and on another that nobody queries; looked at with --data."""
    querier, host, source, other = "10.0.0.1", "10.0.0.11", "192.0.2.1", "192.0.2.2"
    stream, channel = "239.1.1.1", "232.2.2.2"

    def datum(source, group, size=80, vlan=5, **fields):
        return ethernet(ipv4(source, group, bytes(size), protocol=17, ttl=16, tos=0, options=b"", **fields),
                        tags=[(0x8100, vlan)])

    def tagged(frame):
        return frame[:12] + b"\x81\x00\x00\x05" + frame[12:]

    bad_sum = bytearray(datum(source, stream))
    bad_sum[14 + 4 + 10] ^= 0x55
    frames = [
        (0.0, tagged(general_query())),
        # Nobody wants it yet.
        (1.0, datum(source, stream)),
        (2.0, tagged(v3_report(host, record(TO_EX, stream)))),
        *((2.25 + 0.5 * number, datum(source, stream)) for number in range(20)),
        # One source of two is asked for.
        (3.0, tagged(v3_report(host, record(ALLOW, channel, [source])))),
        *((3.1 + number, datum(sender, channel, 180)) for number in range(8) for sender in (source, other)),
        # The pieces of a datagram count one by one, a bad header and one station's packets not at all.
        (4.0, datum(source, stream, identification=1, fragment=0x2000)),
        (4.001, datum(source, stream, identification=1, fragment=10)),
        (5.0, bytes(bad_sum)),
        (5.1, datum(source, "10.0.0.11")),
        # What is in 224.0.0.0/24 is for everybody.
        (5.2, datum(host, "224.0.0.251")),
        # The last packet comes 0.75 s after the leave, when the querier has asked once.
        (11.0, tagged(v3_report(host, record(TO_IN, stream)))),
        (11.1, tagged(message(querier, stream, query_v3(stream, code=10)))),
        (12.1, tagged(message(querier, stream, query_v3(stream, code=10)))),
        (20.0, datum(other, stream, vlan=6)),
        (21.0, datum(other, stream, vlan=6)),
    ]
    return pcap(sorted(frames, key=lambda frame: frame[0]))


def silent():
    """Five minutes of three interfaces, in big-endian order: one that carries nothing, one that was captured for
    the last two of them only, and one that carries IGMP in a VLAN alone, and that late."""
    order = ">"

    def at(seconds):
        return (START + seconds) * 1_000_000

    def tagged(source, destination, payload):
        return ethernet(ipv4(source, destination, payload), [(0x8100, 7)])

    query = tagged("10.7.0.1", "224.0.0.1", query_v3())
    answer = tagged("10.7.0.2", "224.0.0.22", report_v3(record(IS_EX, "239.7.7.7")))
    out = section(order) + b"".join(interface(order, ETHERNET, name) for name in ("eth0", "eth1", "eth2"))
    out += enhanced(order, 2, at(290), query) + enhanced(order, 2, at(292), answer)
    for number, start in ((0, 0), (1, 180), (2, 0)):
        out += statistics(order, number, at(300), at(start))
    return out


def main():
    FOLDER.mkdir(exist_ok=True)
    even, odd = one_link_two_files()
    files = {
        "mixed-versions.pcap": mixed_versions(), "election.pcap": election(), "filter-modes.pcap": filter_modes(),
        "trunk.pcapng": trunk(), "every-kind.pcap": every_kind(),
        "silent.pcapng": silent(), "oddities.pcap": oddities(), "fragments.pcap": fragments(), "even.pcap": even, "odd.pcap": odd,
        "all-multicast.pcap": all_multicast(), "data.pcap": groups_traffic(),
        "truncated.pcap": mixed_versions()[:-30],
        "damaged.pcapng": trunk()[:-8] + b"\xff" * 8,
        "compressed.pcap.gz": gzip.compress(mixed_versions(), mtime=0),
    }
    for name, data in files.items():
        (FOLDER / name).write_bytes(data)
    (FOLDER / "cooked.pcap.zst").write_bytes(
        subprocess.run(["zstd", "-q", "-c"], input=cooked_link(), stdout=subprocess.PIPE, check=True).stdout)


if __name__ == "__main__":
    main()
