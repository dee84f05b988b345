#!/usr/bin/env python3
"""Makes the captures in Fixtures/findings anew: the same bytes in every run.

    python3 Fixtures/make-findings.py [FOLDER]

One capture for each code of a finding, under its name: as little as makes that finding,
and nothing else that is wrong.
"""

import pathlib
import sys

from make import (IS_EX, TO_EX, TO_IN, ethernet, general_query, igmp, ipv4, message, pcap, query_v3, record, report_v3,
                  v2_report, v3_report, with_checksum)

QUERIER, OTHER, HOST, SECOND = "10.0.0.1", "10.0.0.9", "10.0.0.11", "10.0.0.12"
GROUP, CHANNEL = "239.1.1.1", "232.1.2.3"
ALL_SYSTEMS, ALL_ROUTERS, V3_ROUTERS = "224.0.0.1", "224.0.0.2", "224.0.0.22"


def broken(data, place):
    """The bytes with one bit at `place` the other way."""
    data = bytearray(data)
    data[place] ^= 1
    return bytes(data)


def join(host=HOST, group=GROUP):
    return v3_report(host, record(TO_EX, group))


def answer(host=HOST, group=GROUP):
    return v3_report(host, record(IS_EX, group))


def leave(host=HOST, group=GROUP):
    return v3_report(host, record(TO_IN, group))


def query_v2(source=QUERIER, code=100):
    return message(source, ALL_SYSTEMS, igmp(0x11, code))


def one(frame):
    """A packet that is wrong, a moment after one that is not."""
    return [(0.0, general_query()), (1.0, frame)]


def repeated(step, count, *frames):
    """The frames, each of them so many seconds into its turn, over and over."""
    return [(turn * step + time, frame) for turn in range(count) for time, frame in frames]


def rejected():
    report = igmp(0x16, group=GROUP)
    return {
        "bad_ip_header": one(ethernet(broken(ipv4(HOST, GROUP, report), 11))),
        "checksum_offload": one(ethernet(ipv4(HOST, GROUP, report)[:10] + b"\0\0" + ipv4(HOST, GROUP, report)[12:])),
        "bad_checksum": one(message(HOST, GROUP, broken(report, 3))),
        "message_too_short": one(message(HOST, GROUP, with_checksum(report[:7], 2))),
        "query_length": one(message(QUERIER, ALL_SYSTEMS, igmp(0x11, 100, rest=bytes([2, 125])))),
        "counts_beyond_data": [
            (0.0, general_query()),
            (1.0, message(HOST, V3_ROUTERS, report_v3(record(TO_EX, GROUP), count=2))),
            (2.0, message(QUERIER, GROUP, query_v3(GROUP, code=10, sources=["192.0.2.1"], count=2))),
        ],
        "not_a_group": [
            (0.0, general_query()),
            (1.0, message(HOST, GROUP, igmp(0x16, group="10.1.1.1"))),
            (2.0, v3_report(SECOND, record(TO_EX, "10.1.1.2"))),
        ],
        "sources_in_general_query": one(message(QUERIER, ALL_SYSTEMS, query_v3(sources=["192.0.2.1"]))),
    }


def odd_messages():
    whole = report_v3(*[record(TO_EX, f"239.1.1.{i}") for i in range(1, 5)])
    return {
        "unknown_message_type": one(message(HOST, ALL_ROUTERS, igmp(0x77))),
        "unknown_record_type": one(v3_report(HOST, record(9, GROUP))),
        "auxiliary_data": one(v3_report(HOST, record(TO_EX, GROUP, auxiliary=b"\1\2\3\4"))),
        "empty_report": one(v3_report(HOST)),
        "fragmented": [
            (0.0, general_query()),
            (1.0, ethernet(ipv4(HOST, V3_ROUTERS, whole[:16], identification=1, fragment=0x2000))),
            (1.001, ethernet(ipv4(HOST, V3_ROUTERS, whole[16:], identification=1, fragment=2))),
        ],
    }


def headers():
    report, joined = igmp(0x16, group=GROUP), report_v3(record(TO_EX, GROUP))
    right = message(HOST, V3_ROUTERS, joined)
    return {
        "ttl": one(message(HOST, V3_ROUTERS, joined, ttl=64)),
        "no_router_alert": one(message(HOST, V3_ROUTERS, joined, options=b"")),
        "no_router_alert_v2": [(0.0, query_v2()), (1.0, message(HOST, GROUP, report, options=b""))],
        "tos": one(message(HOST, V3_ROUTERS, joined, tos=0)),
        "query_destination": one(message(QUERIER, ALL_SYSTEMS, query_v3(GROUP, code=10))),
        "report_destination": [(0.0, query_v2()), (1.0, message(HOST, ALL_ROUTERS, report))],
        "leave_destination": [
            (0.0, query_v2()), (1.0, v2_report(HOST, GROUP)), (2.0, message(HOST, GROUP, igmp(0x17, group=GROUP)))],
        "v3_report_destination": one(message(HOST, GROUP, joined)),
        "ethernet_destination": one(b"\x01\x00\x5e\x00\x00\x17" + right[6:]),
        "unicast_frame": one(b"\x02\x00\x00\x00\x00\x63" + right[6:]),
    }


def addresses():
    return {
        "source_not_unicast": one(v3_report("239.9.9.9", record(TO_EX, GROUP))),
        "zero_source_query": [(0.0, general_query("0.0.0.0")), (1.0, answer())],
        "zero_source_report": one(join("0.0.0.0")),
        "link_local_group": one(join(group="224.0.0.251")),
        "all_systems_reported": one(join(group=ALL_SYSTEMS)),
        "ssm_exclude": one(join(group=CHANNEL)),
        "ssm_older_report": [(0.0, query_v2()), (1.0, v2_report(HOST, CHANNEL))],
        # No network holds both 10.0.0.1 and 192.168.1.20.
        "source_network": one(join("192.168.1.20")),
        "shared_ethernet_address": [
            (0.0, general_query()), (1.0, join()), (2.0, join(SECOND, "239.129.1.1"))],
        "flooded_group": one(join(group="239.128.0.1")),
    }


def queriers():
    def v3(source, **fields):
        return message(source, ALL_SYSTEMS, query_v3(**fields))

    return {
        "no_querier": [(0.0, join()), (256.0, join(SECOND))],
        # Who leaves what was not there makes no group.
        "nobody_queries": [(0.0, leave()), (256.0, leave())],
        # Given up after 255 s, found 5 s later: the group dies at 275 s.
        "querier_lost": [(0.0, general_query()), (5.0, answer()), (262.0, join(SECOND, "239.1.1.2"))],
        "two_queriers": repeated(125, 3, (0.0, general_query(OTHER)), (10.0, general_query()), (12.0, answer())),
        # The lower address queries once and gives way; it is given up 255 s later.
        "wrong_querier": [
            (0.0, general_query(OTHER)), (2.0, answer()), (60.0, general_query()), (62.0, answer()),
            (125.0, general_query(OTHER)), (127.0, answer()), (250.0, general_query(OTHER)), (252.0, answer()),
            (320.0, join(SECOND))],
        "querier_flapping": repeated(30, 5, (5.0, answer())) + [
            (30.0 * number, general_query(f"10.0.0.{9 - number}")) for number in range(5)],
        "querier_versions_differ": [(0.0, query_v2(OTHER)), (30.0, general_query())],
        "query_intervals_differ": [(0.0, v3(OTHER, qqic=60)), (30.0, general_query())],
        "robustness_differs": [(0.0, v3(OTHER, qrv=3)), (30.0, general_query())],
        "response_time": [(0.0, v3(QUERIER, code=100, qqic=10)), (3.0, answer())],
    }


def versions():
    return {
        "v1_querier": [(0.0, message(QUERIER, ALL_SYSTEMS, igmp(0x11))), (5.0, message(HOST, GROUP, igmp(0x12, group=GROUP)))],
        "v2_querier": [(0.0, join()), (2.0, query_v2()), (5.0, v2_report(HOST, GROUP))],
        "v1_host": [(0.0, query_v2()), (5.0, message(HOST, GROUP, igmp(0x12, group=GROUP)))],
        "v2_host": one(v2_report(HOST, GROUP)),
        "unheard_report": [(0.0, query_v2()), (5.0, answer())],
    }


def lapses():
    def unasked(count, first, step):
        return [(first + number * step, join()) for number in range(count)]

    asked = repeated(125, 3, (0.0, general_query()))
    return {
        # Due within 10 s, and half a second for ticks and the way.
        "late_answer": [(0.0, general_query()), (1.0, join()), (1.5, join()), (125.0, general_query()),
                        (138.25, answer())],
        # Joins after one query, and answers neither of the next two.
        "never_answers": asked + [(20.0, join()), (20.4, join()), (262.0, join(SECOND))],
        # Answers twice, then no more.
        "unanswered_queries": repeated(125, 5, (0.0, general_query()), (3.0, answer(SECOND))) + [
            (2.0, answer()), (127.0, answer()), (512.0, answer(SECOND))],
        # 209 reports within 10 s are one more than one group calls for.
        "report_storm": [(0.0, general_query())] + [(0.5 + number * 0.0475, answer()) for number in range(209)],
        # Two copies are right, a third may be; three more in a row are not.
        "repeated_join": [(0.0, general_query())] + unasked(2, 20.0, 0.5) + unasked(3, 40.0, 15.0),
        # One of two members leaves, and says so twice; ten seconds are over at 15 s.
        "unasked_leave": [(0.0, general_query()), (1.0, answer()), (2.0, answer(SECOND)),
                          (5.0, leave()), (5.4, leave()), (15.5, join(SECOND))],
        "queries_only": asked + [(375.0, general_query()), (376.0, answer())],
    }


def datum(source, group=GROUP, size=100):
    return ethernet(ipv4(source, group, bytes(size), ttl=16, tos=0, options=b"", protocol=17))


def stream(source, start, end, step=1.0, group=GROUP):
    count = round((end - start) / step)
    return [(start + step * number, datum(source, group)) for number in range(count + 1)]


def in_order(*parts):
    return sorted((frame for part in parts for frame in part), key=lambda frame: frame[0])


def data():
    """Looked at with --data."""
    asked = [(0.0, general_query()), (1.0, answer())]
    return {
        # Hosts have answered by 10.5 s. A member leaves at 40 s: asked for, the group ends 2 s later.
        "traffic_without_member": in_order(
            asked, stream("10.0.0.50", 2, 60),
            [(40.0, v3_report(HOST, record(TO_IN, GROUP))), (40.1, message(QUERIER, GROUP, query_v3(GROUP, code=10))),
             (41.1, message(QUERIER, GROUP, query_v3(GROUP, code=10)))]),
        "member_without_traffic": in_order(
            asked, [(2.0, join(SECOND, "239.1.1.2"))], stream("10.0.0.50", 2, 70)),
        # The first of them pauses at 20 s; the third takes over from the second at 35 s.
        "several_sources": in_order(
            asked, stream("10.0.0.50", 2, 20), stream("10.0.0.51", 5.5, 35), stream("10.0.0.52", 35.5, 50)),
    }


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "findings")
    folder.mkdir(exist_ok=True)
    for captures in (rejected(), odd_messages(), headers(), addresses(), queriers(), versions(), lapses()):
        for name, frames in captures.items():
            frames = sorted(frames, key=lambda frame: frame[0])
            (folder / f"{name}.pcap").write_bytes(pcap(frames))
    for name, frames in data().items():
        (folder / f"{name}.pcap").write_bytes(pcap(frames))
        (folder / f"{name}.args").write_text("--data\n")


if __name__ == "__main__":
    main()
