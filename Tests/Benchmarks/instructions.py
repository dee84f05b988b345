#!/usr/bin/env python3
"""Counts what a packet costs under valgrind, and holds it to what it was.

    Tests/Benchmarks/instructions.py [--program P] [--update]

Instructions and allocations are the same on a busy machine as on an idle one. Both are counted
over captures of two lengths, so that starting up and the report at the end cancel out, and
compared with instructions.json beside this file: --update writes that anew. Instructions
depend on the compiler, so they are compared only where it is the one named there. They differ
by less than a hundredth from run to run, as the hash tables are seeded anew.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.dirname(os.path.dirname(HERE))
FIGURES = os.path.join(HERE, "instructions.json")

# Captures: what `generate` is told, and how long they are, in packets; 10,000 a second. The steady
# one has few members, which are all known before the shorter one ends.
CAPTURES = {
    "dense": (["igmp"], 40_000, 80_000),
    "steady": (["igmp", "--groups", "50", "--hosts", "200", "--degree", "4"], 40_000, 80_000),
}
# What is found there is told in words, which take memory at the end.
FOUND = {"steady": ["v1_host", "bad_checksum", "bad_ip_header", "counts_beyond_data"]}
TOLERANCE = 0.03
# What grows with the logarithm of the number of packets may grow.
ALLOCATIONS = 200
ALLOCATORS = {"malloc", "calloc", "realloc", "memalign", "aligned_alloc", "posix_memalign"}


def compiler():
    """The clang that came with swift, or else the system's compiler."""
    swift = shutil.which("swift")
    beside = os.path.join(os.path.dirname(os.path.realpath(swift)), "clang") if swift else ""
    return beside if os.path.exists(beside) else "cc"


def toolchain():
    version = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"Swift version (\S+)", version)
    return f"{found.group(1) if found else 'unknown'} {platform.machine()}"


def allocations(path):
    """How often memory was asked for, by the calls in a profile."""
    names = {}
    callee = None
    count = 0
    with open(path) as file:
        for line in file:
            if line.startswith(("fn=", "cfn=")):
                number, name = re.match(r"c?fn=\((\d+)\)(?: (.*))?", line).groups()
                if name:
                    names[number] = name
                if line[0] == "c":
                    callee = names[number]
            elif line.startswith("calls=") and callee in ALLOCATORS:
                count += int(line[6:].split()[0])
    return count


def profile(directory, command):
    """Runs a command; how many instructions it took, and how many allocations."""
    out = os.path.join(directory, "profile")
    run = subprocess.run(
        ["valgrind", "--vgdb=no", "--tool=callgrind", f"--callgrind-out-file={out}", *command], stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True, env={**os.environ, "IGMPSCOPE_UNCONFINED": "1"},
        # From root the program would change to another user midway, and the profile could not be written.
        user=65534 if os.geteuid() == 0 else None)
    found = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not found:
        sys.exit(f"instructions: {' '.join(command)} ended with {run.returncode}\n{run.stderr}")
    return int(found.group(1)), allocations(out)


def measure(directory, program):
    """Instructions a packet of each capture, those of the limit program, and allocations."""
    found = {}
    for name, (arguments, shorter, longer) in CAPTURES.items():
        ours, limits = [], []
        for packets in (shorter, longer):
            path = os.path.join(directory, f"{name}.pcap")
            subprocess.run(
                [os.path.join(directory, "generate"), arguments[0], path, *arguments[1:], "--packets", str(packets),
                 "--seconds", str(packets // 10_000)],
                check=True, stdout=subprocess.DEVNULL)
            ignored = [word for code in FOUND.get(name, []) for word in ("--ignore", code)]
            ours.append(profile(directory, [program, "-r", path, "--json", "--detail", "groups", *ignored]))
            limits.append(profile(directory, [os.path.join(directory, "limit"), "track", path]))
        count = longer - shorter
        found[name] = {
            "instructions": (ours[1][0] - ours[0][0]) / count,
            "limit": (limits[1][0] - limits[0][0]) / count,
            "allocations": ours[1][1] - ours[0][1],
        }
    return found


def check(found, known):
    """Prints what was found; returns whether it is as it should be."""
    is_good = True
    same = known.get("toolchain") == toolchain()
    for name, figures in found.items():
        print(
            f"{name:8} {figures['instructions']:8.0f} instructions a packet, the limit program {figures['limit']:.0f};"
            f" {figures['allocations']} allocations more for twice the packets")
        if name == "steady" and figures["allocations"] > ALLOCATIONS:
            print(f"NOT MET {name}: {figures['allocations']} allocations instead of at most {ALLOCATIONS}")
            is_good = False
        # Where members are few, how they happen to lie in their tables makes more of a difference.
        ratio = figures["instructions"] / known[name] if name in known else 1
        if same and ratio > 1 + TOLERANCE:
            print(f"NOT MET {name}: {known[name]} instructions a packet before: {ratio:.3f} times as many now")
            is_good = False
        elif same and ratio < 1 - TOLERANCE:
            print(f"{name}: {known[name]} before; --update holds it to what it is now")
    if not same:
        print(f"instructions are not compared: those known are of Swift {known.get('toolchain')}, not {toolchain()}")
    return is_good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=os.path.join(REPOSITORY, ".build", "release", "igmpscope"))
    parser.add_argument("--update", action="store_true", help="write what is found to instructions.json")
    options = parser.parse_args()
    if not shutil.which("valgrind"):
        print("instructions: not counted, since valgrind is not installed")
        return
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o777)
        program = shutil.copy(options.program, directory)
        for name in ("generate", "limit"):
            subprocess.run(
                [compiler(), "-std=gnu11", "-O3", "-o", os.path.join(directory, name),
                 os.path.join(HERE, name + ".c")], check=True)
        found = measure(directory, program)
    if options.update:
        with open(FIGURES, "w") as file:
            json.dump({"toolchain": toolchain(), "dense": round(found["dense"]["instructions"])}, file, indent=4)
            file.write("\n")
    with open(FIGURES) as file:
        sys.exit(0 if check(found, json.load(file)) else 1)


main()
