#!/usr/bin/env python3
"""Makes inputs to begin fuzzing with out of captures: FOLDER/TARGET/NAME.

    python3 Fixtures/corpus/make.py FOLDER [CAPTURE ...]

Without captures it takes those in Fixtures/made. What an input of each target
looks like stands in Tests/Fuzzers/Targets.
"""

import gzip
import pathlib
import struct
import subprocess
import sys

# As FuzzInput.linkType() numbers them.
LINK_TYPES = [1, 0, 9, 12, 14, 50, 51, 101, 104, 105, 108, 113, 127, 228, 276]
# FuzzInput's Helping.
REPAIRS_CHECKSUMS, IS_CUT = 1, 2
LONGEST = 4096


def uncompressed(data):
    if data[:2] == b"\x1f\x8b":
        return gzip.decompress(data)
    if data[:4] == b"\x28\xb5\x2f\xfd":
        return subprocess.run(["zstd", "-dcq"], input=data, stdout=subprocess.PIPE, check=True).stdout
    return data


def pcap_frames(data):
    """Link type, time in seconds and bytes of the frames of a pcap file."""
    order = "<" if data[:4] in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") else ">"
    kind = struct.unpack_from(order + "I", data, 20)[0] & 0xFFFF
    offset = 24
    while offset + 16 <= len(data):
        seconds, _, length, _ = struct.unpack_from(order + "IIII", data, offset)
        yield kind, seconds, data[offset + 16:offset + 16 + length]
        offset += 16 + length


def pcapng_frames(data):
    """The same of a pcapng file, as far as its enhanced packets go; times are left out."""
    offset, order, kinds = 0, "<", []
    while offset + 12 <= len(data):
        if data[offset:offset + 4] == b"\n\r\r\n":
            order = "<" if data[offset + 8:offset + 12] == b"\x4d\x3c\x2b\x1a" else ">"
            kinds = []
        block, length = struct.unpack_from(order + "II", data, offset)
        if length < 12 or offset + length > len(data):
            return
        if block == 1:
            kinds.append(struct.unpack_from(order + "H", data, offset + 8)[0])
        elif block == 6:
            interface, _, _, captured = struct.unpack_from(order + "IIII", data, offset + 8)
            if interface < len(kinds):
                yield kinds[interface], 0, data[offset + 28:offset + 28 + captured]
        offset += length


def frames(data):
    reader = pcapng_frames if data[:4] == b"\n\r\r\n" else pcap_frames
    return [frame for frame in reader(data) if frame[0] in LINK_TYPES]


def chain(some, helping):
    out = bytes([LINK_TYPES.index(some[0][0]), helping])
    last = some[0][1]
    for _, seconds, data in some:
        tenths = max(-32768, min(32767, (seconds - last) * 10))
        out += struct.pack("!hH", tenths, len(data)) + data
        last = seconds
    return out


def main():
    folder = pathlib.Path(sys.argv[1])
    here = pathlib.Path(__file__).parent.parent
    captures = [pathlib.Path(name) for name in sys.argv[2:]] or sorted(here.glob("made/*.pcap*"))
    for target in ("packets", "pcap", "pcapng", "compressed", "chain"):
        (folder / target).mkdir(parents=True, exist_ok=True)
    for capture in captures:
        raw = capture.read_bytes()
        name = capture.name.split(".")[0]
        data = uncompressed(raw)
        kind = "pcapng" if data[:4] == b"\n\r\r\n" else "pcap"
        (folder / kind / name).write_bytes(data[:LONGEST])
        (folder / "compressed" / name).write_bytes(raw[:LONGEST] if raw != data else gzip.compress(data[:LONGEST], mtime=0))
        found = frames(data)
        for number, (link_type, _, frame) in enumerate(found[:64]):
            helping = REPAIRS_CHECKSUMS if number % 2 else 0
            (folder / "packets" / f"{name}-{number}").write_bytes(
                bytes([LINK_TYPES.index(link_type), helping]) + frame[:LONGEST])
        for link_type in sorted({frame[0] for frame in found}):
            some = [frame for frame in found if frame[0] == link_type and len(frame[2]) <= LONGEST][:24]
            if some:
                (folder / "chain" / f"{name}-{link_type}").write_bytes(chain(some, REPAIRS_CHECKSUMS)[:LONGEST])


if __name__ == "__main__":
    main()
