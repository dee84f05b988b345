#!/usr/bin/env python3
"""Measures igmpscope against the least that a C program must do, and against other readers.

    Tests/Benchmarks/run.py [--scale F] [--rounds N] [--directory D] [--program P] [ROW...]

Two commands are run in turn, A B A B, and the ratio is taken pair by pair, of the
processor time that the kernel accounts for: user and system, the whole process. Only
ratios can be compared between machines. Without ROW all rows are measured.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.dirname(os.path.dirname(HERE))

# Captures: what `generate` is told, and how many packets at scale 1.
CAPTURES = {
    "dense.pcap": (["igmp"], 10_000_000),
    "sparse.pcap": (["igmp", "--degree", "16"], 10_000_000),
    "dense.pcapng": (["igmp", "--pcapng"], 10_000_000),
    "trunk.pcap": (["trunk"], 1_500_000),
    "small.pcap": (["small"], 10_000_000),
    "manyhosts.pcap": (["igmp", "--groups", "1", "--hosts", "20000"], 1_000_000),
    "fewhosts.pcap": (["igmp", "--groups", "1", "--hosts", "50"], 1_000_000),
    # Over before a query's time has run out, so that nobody is taken to have left.
    "members.pcap": (["igmp", "--seconds", "5"], 1_000_000),
    # For readers that would need minutes for more; never scaled up.
    "short.pcap": (["igmp", "--seconds", "20"], 200_000),
}
# A capture's name with one of these behind it is the same, compressed.
COMPRESSORS = {".gz": ["gzip", "-1"], ".zst": ["zstd", "-q"]}

STATE = ["--json", "--detail", "groups"]
# Rows: what is measured, its capture, what against, its capture, and the ratio asked
# for: at most so much of the other's time for a packet.
ROWS = {
    "dense": (["-r", "dense.pcap", *STATE], ["limit", "track", "dense.pcap"], 1.5),
    "sparse": (["-r", "sparse.pcap", *STATE], ["limit", "track", "sparse.pcap"], 1.5),
    "pcapng": (["-r", "dense.pcapng", *STATE], ["limit", "track", "dense.pcapng"], 1.6),
    "trunk": (["-r", "trunk.pcap", *STATE], ["limit", "parse", "trunk.pcap"], 1.3),
    "small": (["-r", "small.pcap", *STATE], ["limit", "parse", "small.pcap"], 1.3),
    "trunk-tcpdump": (
        ["-r", "trunk.pcap", *STATE], ["tcpdump", "-r", "trunk.pcap", "-w", "/dev/null", "igmp"], 0.4),
    "dense-tcpdump": (["-r", "dense.pcap", *STATE], ["tcpdump", "-nr", "short.pcap", "igmp"], 1 / 20),
    "dense-tshark": (
        ["-r", "dense.pcap", *STATE], ["tshark", "-q", "-z", "io,stat,0,igmp", "-r", "short.pcap"], 1 / 15),
    "dense-capinfos": (["-r", "dense.pcap", *STATE], ["capinfos", "-c", "dense.pcap"], None),
    "packets": (["packets", "-r", "dense.pcap"], ["tcpdump", "-nvvr", "short.pcap"], 1 / 20),
    "packets-json": (["packets", "--json", "-r", "dense.pcap"], ["tshark", "-T", "ek", "-r", "short.pcap"], 1 / 200),
    # What is compressed is read as fast as it is decompressed. Where all of it is IGMP, that
    # is less than the rest of the work.
    "trunk-gzip": (["-r", "trunk.pcap.gz", *STATE], ["gzip", "-dc", "trunk.pcap.gz"], 1),
    "trunk-zstd": (["-r", "trunk.pcap.zst", *STATE], ["zstd", "-dcq", "trunk.pcap.zst"], 1),
    "dense-gzip": (["-r", "dense.pcap.gz", *STATE], ["gzip", "-dc", "dense.pcap.gz"], None),
    "dense-zstd": (["-r", "dense.pcap.zst", *STATE], ["zstd", "-dcq", "dense.pcap.zst"], None),
    "events": (["-r", "short.pcap", "--events"], ["tcpdump", "-nr", "short.pcap"], 1),
    "hosts": (["-r", "manyhosts.pcap", *STATE], ["igmpscope", "-r", "fewhosts.pcap", *STATE], 4),
}
OTHER_ROWS = ["memory", "members", "start"]


def split(name):
    """The name of a capture as it is before it is compressed, and what stands behind that."""
    suffix = next((suffix for suffix in COMPRESSORS if name.endswith(suffix)), "")
    return name.removesuffix(suffix), suffix


class Bench:
    def __init__(self, options):
        self.options = options
        self.truth = {}
        self.failures = []
        os.makedirs(options.directory, exist_ok=True)
        compiler = self.compiler()
        for name in ("generate", "limit", "measure"):
            subprocess.run(
                [compiler, "-std=gnu11", "-O3", "-o", self.path(name), os.path.join(HERE, name + ".c")], check=True)

    def path(self, name):
        return os.path.join(self.options.directory, name)

    def compiler(self):
        """The clang that came with swift, or else the system's compiler."""
        swift = shutil.which("swift")
        beside = os.path.join(os.path.dirname(os.path.realpath(swift)), "clang") if swift else ""
        return beside if os.path.exists(beside) else "cc"

    def capture(self, name):
        """The path of a capture, made if need be; its truth is kept beside it."""
        plain, suffix = split(name)
        path = self.compressed(plain, suffix) if suffix else self.made(plain)
        self.truth[name] = json.load(open(self.path(plain + ".json")))
        # Read once, so that every run finds it in memory.
        with open(path, "rb", buffering=0) as file:
            while file.read(1 << 20):
                pass
        return path

    def compressed(self, plain, suffix):
        source, path = self.made(plain), self.path(plain + suffix)
        if not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(source):
            with open(path, "wb") as target:
                subprocess.run([*COMPRESSORS[suffix], "-c", source], stdout=target, check=True)
        return path

    def made(self, name):
        arguments, packets = CAPTURES[name]
        packets = max(1000, int(packets * min(self.options.scale, 1 if name == "short.pcap" else 100)))
        path, truth = self.path(name), self.path(name + ".json")
        wanted = [*arguments, "--packets", str(packets)]
        if not os.path.exists(truth) or json.load(open(truth))["arguments"] != wanted:
            made = subprocess.run(
                [self.path("generate"), wanted[0], path, *wanted[1:]], check=True, capture_output=True, text=True)
            with open(truth, "w") as file:
                json.dump({"arguments": wanted, **json.loads(made.stdout)}, file)
        return path

    def command(self, words):
        """A command with its program and its captures in full, and which capture it reads."""
        name = next(word for word in words if split(word)[0] in CAPTURES)
        program = {"igmpscope": self.options.program, "limit": self.path("limit")}.get(words[0], words[0])
        return [program, *(self.path(word) if word == name else word for word in words[1:])], name

    def run(self, command, output=None):
        """Runs a command: processor seconds, wall seconds, peak KiB, and the processor's without the system's."""
        figures = self.path("figures")
        with open(output or os.devnull, "wb") as target:
            subprocess.run(
                [self.path("measure"), figures, *command], stdout=target, stderr=subprocess.DEVNULL, check=True)
        with open(figures) as file:
            cpu, wall, peak, user, status = file.read().split()
        if status != "0":
            sys.exit(f"bench: {' '.join(command)} ended with {status}")
        return float(cpu), float(wall), int(peak), float(user)

    def check(self, name, output):
        """Holds what a program counted against the truth of the capture."""
        with open(output) as file:
            report = json.load(file)
        truth = self.truth[name]
        found = {**report.get("capture", report)}
        links = report.get("interfaces", [report])
        wrong = [key for key in ("packets", "bytes", "igmp_packets") if found[key] != truth[key]]
        for section in ("messages", "invalid"):
            for key, count in truth[section].items():
                counted = [link[section][key] for link in links if key in link[section]]
                # The limit program does not tell all kinds apart.
                if counted and sum(counted) != count:
                    wrong.append(key)
        if wrong:
            self.failures.append(f"{name}: counts are not the generator's: {', '.join(wrong)}")

    def row(self, title):
        ours, other, bar = ROWS[title]
        (ours, our_capture), (other, other_capture) = self.command(["igmpscope", *ours]), self.command(other)
        if not (os.path.exists(other[0]) or shutil.which(other[0])):
            print(f"{title:15} {other[0]} is not installed")
            return
        self.capture(our_capture)
        self.capture(other_capture)
        packets = self.truth[our_capture]["packets"], self.truth[other_capture]["packets"]
        size = os.path.getsize(self.path(split(our_capture)[0]))
        times, ratios, peaks = [], [], []
        for _ in range(self.options.rounds):
            pair = []
            for command, capture, count in ((ours, our_capture, packets[0]), (other, other_capture, packets[1])):
                counts = "--json" in command and "packets" not in command or command[0] == self.path("limit")
                output = self.path("output.json") if counts else None
                cpu, _, peak, _ = self.run(command, output)
                if output:
                    self.check(capture, output)
                pair.append(cpu / count)
                if command is ours:
                    peaks.append(peak)
            times.append(pair[0])
            ratios.append(pair[0] / pair[1])
        median = statistics.median(ratios)
        wanted = "" if bar is None else f"at most {bar:.4g}"
        nanoseconds = statistics.median(times) * 1e9
        print(
            f"{title:15} {median:8.4f} ({min(ratios):.4f} to {max(ratios):.4f}) {wanted:16}"
            f" {nanoseconds:8.1f} ns a packet {size / packets[0] / nanoseconds:6.2f} GB/s"
            f" {statistics.median(peaks) / 1024:7.1f} MiB")
        if bar is not None and median > bar:
            self.failures.append(f"{title}: {median:.3f} instead of {bar:.3f}")

    def state(self, name):
        """How many memberships and sources the report of a capture has at its end."""
        output = self.path("output.json")
        self.run([self.options.program, "-r", self.path(name), *STATE], output)
        with open(output) as file:
            groups = [group for link in json.load(file)["interfaces"] for group in link["groups"]]
        return sum(group["member_count"] for group in groups), sum(len(group["sources"]) for group in groups)

    def memory(self):
        """24 MiB, 96 bytes a membership and 48 a source of a group, whatever the file's size."""
        for name in ("dense.pcap", "sparse.pcap", "trunk.pcap"):
            self.capture(name)
            members, sources = self.state(name)
            _, _, peak, _ = self.run([self.options.program, "-r", self.path(name), *STATE])
            bar = 24 + (96 * members + 48 * sources) / (1 << 20)
            print(f"{'memory':15} {peak / 1024:8.1f} MiB of {bar:.1f} for {name}, {members} memberships at its end")
            if peak / 1024 > bar:
                self.failures.append(f"memory: {peak / 1024:.1f} MiB for {name} instead of {bar:.1f}")

    def members(self):
        """What a membership costs in a report: 100 ns.

        The system's time is nearly all for the memory of the tables, which both runs need: it differs
        by more than what is measured.
        """
        self.capture("members.pcap")
        members, _ = self.state("members.pcap")
        command = [self.options.program, "-r", self.path("members.pcap"), "--json", "--detail"]
        extra = [
            self.run(command + ["members"])[3] - self.run(command + ["groups"])[3]
            for _ in range(max(self.options.rounds, 9))]
        nanoseconds = statistics.median(extra) / max(members, 1) * 1e9
        print(f"{'members':15} {nanoseconds:8.1f} ns a membership in a JSON report of {members}; at most 100")
        if nanoseconds > 100:
            self.failures.append(f"members: {nanoseconds:.1f} ns instead of 100")

    def start(self):
        """An empty capture: 15 ms and 20 MiB."""
        path = self.path("empty.pcap")
        with open(path, "wb") as file:
            file.write(bytes.fromhex("d4c3b2a1020004000000000000000000ffff000001000000"))
        runs = [self.run([self.options.program, "-r", path]) for _ in range(21)]
        milliseconds = statistics.median(run[1] for run in runs) * 1000
        peak = statistics.median(run[2] for run in runs) / 1024
        print(f"{'start':15} {milliseconds:8.1f} ms, {peak:.1f} MiB for an empty capture; at most 15 ms, 20 MiB")
        if milliseconds > 15 or peak > 20:
            self.failures.append(f"start: {milliseconds:.1f} ms and {peak:.1f} MiB instead of 15 and 20")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1, help="of the captures' sizes; 1 needs 11 GB")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of runs")
    parser.add_argument(
        "--directory", default=os.path.join(tempfile.gettempdir(), "igmpscope-benchmarks"), help="for the captures")
    parser.add_argument("--program", default=os.path.join(REPOSITORY, ".build", "release", "igmpscope"))
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join([*ROWS, *OTHER_ROWS]))
    options = parser.parse_args()
    for row in options.rows:
        if row not in ROWS and row not in OTHER_ROWS:
            parser.error(f"no such row: {row}")
    bench = Bench(options)
    print(f"{'row':15} {'ratio':>8} of processor time, median and range of {options.rounds} pairs")
    for row in options.rows or [*ROWS, *OTHER_ROWS]:
        bench.row(row) if row in ROWS else getattr(bench, row)()
        sys.stdout.flush()
    for failure in bench.failures:
        print("NOT MET", failure)
    sys.exit(1 if bench.failures else 0)


main()
