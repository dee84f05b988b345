import Foundation
import FuzzTargets
import IGMPWire
import TestSupport
import Testing

@Suite("Names that are out for the terminal", .timeLimit(.minutes(1)))
struct HostileNamesTests {
    /// Bytes that would act on a terminal, or end a JSON string: ESC sequences, a bell,
    /// C1 controls, newlines, quotes, a change of direction, a line separator, and
    /// what is no UTF-8.
    private static let names: [[UInt8]] = [
        Array("\u{1B}[31mred\u{1B}]0;title\u{07}".utf8), Array("two\r\nlines\u{08}".utf8),
        Array("\"}],\"x\":\\ud800".utf8), Array("\u{202E}gnp.pacp\u{2066}\u{200B}".utf8),
        Array("\u{2028}\u{85}\u{9B}31m\u{7F}".utf8), [0x65, 0xFF, 0xC0, 0x80, 0xED, 0xA0, 0x80, 0x1B, 0x63],
    ]

    /// A pcapng file of one report on an interface that is called `name`.
    private static func capture(interface name: [UInt8]) -> [UInt8] {
        func little(_ value: some FixedWidthInteger) -> [UInt8] { PacketBuilder.bigEndian(value).reversed() }
        func padded(_ bytes: [UInt8]) -> [UInt8] { bytes + Array(repeating: 0, count: (4 - bytes.count % 4) % 4) }
        func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
            let length = little(UInt32(padded(body).count + 12))
            return little(type) + length + padded(body) + length
        }
        let packet = PacketBuilder.ipv4(
            source: .init(10, 0, 0, 2), destination: .init(239, 1, 1, 1),
            payload: PacketBuilder.igmp(type: 0x16, group: .init(239, 1, 1, 1)))
        let frame = PacketBuilder.ethernet(payload: packet)
        let option = little(UInt16(2)) + little(UInt16(name.count)) + padded(name)
        let description = little(UInt16(3)) + little(UInt16(name.count)) + padded(name)
        return block(0x0A0D_0D0A, little(UInt32(0x1A2B_3C4D)) + little(UInt32(1)) + little(UInt64.max))
            + block(
                1, little(UInt16(1)) + little(UInt16(0)) + little(UInt32(0)) + option + description + little(UInt32(0)))
            + block(
                6,
                little(UInt32(0)) + little(UInt32(0)) + little(UInt32(1000)) + little(UInt32(frame.count))
                    + little(UInt32(frame.count)) + frame)
    }

    /// Without the tab that begins each line of netstat's layout.
    private func withoutIndentation(_ text: [UInt8]) -> [UInt8] {
        Array(
            text.split(separator: UInt8(ascii: "\n")).map { $0.first == UInt8(ascii: "\t") ? $0.dropFirst() : $0 }
                .joined())
    }

    /// What is wrong with what the program prints about a file, in every form.
    private func complaints(about file: String, in folder: URL) throws -> [String] {
        var found: [String] = []
        for arguments in [[], ["-v"], ["packets"], ["packets", "-v"], ["counters"]] {
            let run = try ProgramRun(arguments + ["-r", file], in: folder)
            #expect(!run.output.isEmpty)
            found += [PrintedOutput.complaint(aboutText: withoutIndentation(run.output))].compactMap { $0 }
            found += [PrintedOutput.complaint(aboutText: Array(run.error.utf8))].compactMap { $0 }
        }
        for arguments in [["--json"], ["--events"], ["packets", "--json"], ["counters", "--json"]] {
            let run = try ProgramRun(arguments + ["-r", file], in: folder)
            #expect(!run.output.isEmpty)
            found += [PrintedOutput.complaint(aboutJSON: run.output)].compactMap { $0 }
        }
        return found
    }

    @Test("An interface's name from a file cannot act on a terminal, nor break JSON", arguments: names)
    func interfaces(name: [UInt8]) throws {
        let scratch = try ScratchFolder()
        _ = try scratch.file("capture.pcapng", Self.capture(interface: name))
        let found = try complaints(about: "capture.pcapng", in: scratch.url)
        #expect(found == [], "\(found)")
    }

    @Test("Nor can a file's own name, read whole or damaged", arguments: names.prefix(5))
    func files(name: [UInt8]) throws {
        let scratch = try ScratchFolder()
        let file = String(decoding: name, as: UTF8.self).replacing("/", with: "_")
        let bytes = Self.capture(interface: Array("eth0".utf8))
        _ = try scratch.file(file, bytes)
        #expect(try complaints(about: file, in: scratch.url) == [])
        _ = try scratch.file(file, Array(bytes.dropLast(6)))
        let run = try ProgramRun(["-r", file], in: scratch.url)
        #expect(run.status == 1)
        #expect(run.errorLines.count == 1)
        #expect(PrintedOutput.complaint(aboutText: Array(run.error.utf8)) == nil)
        #expect(PrintedOutput.complaint(aboutText: run.output) == nil)
    }

    @Test("Nor can what stands on the command line, when it is wrong")
    func arguments() throws {
        for arguments in [
            ["-r", "/nowhere/\u{1B}[2J\n\u{202E}"], ["-i", "\u{1B}[2J\u{07}"], ["--until", "\u{1B}[2J"],
            ["--limit", "\u{1B}[2J=1"], ["-r", "/dev/null", "host \u{1B}[2J"], ["--\u{1B}[2J"],
        ] {
            let run = try ProgramRun(arguments)
            #expect(run.status != 0)
            #expect(!run.error.isEmpty)
            #expect(PrintedOutput.complaint(aboutText: Array(run.error.utf8)) == nil, "\(arguments)")
        }
    }
}
