import IGMPWire
import Testing

@testable import LiveCapture

@Suite("A filter program")
struct FilterProgramTests {
    func run(_ program: FilterProgram, _ frame: [UInt8]) -> UInt32 {
        Frames.withBytes(frame) { program.run($0, originalLength: frame.count) }
    }

    @Test("A jump goes to its label, and falls through otherwise")
    func jumps() {
        var program = FilterProgram()
        let label = program.makeLabel()
        program.loadHalf(at: 0)
        program.jump(ifEqual: 0x0102, to: label)
        program.jump(ifGreater: 0x1000, to: label)
        program.accept(1)
        program.place(label)
        program.accept(2)
        #expect(run(program, [1, 2]) == 2)
        #expect(run(program, [1, 3]) == 1)
        #expect(run(program, [0x10, 0x00]) == 1)
        #expect(run(program, [0x10, 0x01]) == 2)
    }

    @Test("A jump unless equal goes to its label when the value is another")
    func jumpUnless() {
        var program = FilterProgram()
        let label = program.makeLabel()
        program.loadByte(at: 0)
        program.jump(unlessEqual: 7, to: label)
        program.accept(1)
        program.place(label)
        program.accept(2)
        #expect(run(program, [7]) == 1)
        #expect(run(program, [6]) == 2)
    }

    @Test("The length is that of the packet, and can be loaded of an empty one")
    func length() {
        var program = FilterProgram()
        program.loadLength()
        program.require(3)
        program.accept(1)
        #expect(run(program, [0, 0, 0]) == 1)
        #expect(run(program, [0, 0]) == 0)
        #expect(run(program, []) == 0)
    }

    @Test("What is required must be, what is refused must not be")
    func requireAndRefuse() {
        var program = FilterProgram()
        program.loadByte(at: 0)
        program.require(7)
        program.loadByte(at: 1)
        program.refuse(7)
        program.accept(9)
        #expect(run(program, [7, 6]) == 9)
        #expect(run(program, [6, 6]) == 0)
        #expect(run(program, [7, 7]) == 0)
    }

    @Test("A load past the end of the packet rejects it")
    func pastEnd() {
        var program = FilterProgram()
        program.loadWord(at: 1)
        program.accept(9)
        #expect(run(program, [0, 0, 0, 0, 0]) == 9)
        #expect(run(program, [0, 0, 0, 0]) == 0)
    }

    @Test("A program appended runs where the first falls through")
    func append() {
        var first = FilterProgram()
        first.loadByte(at: 0)
        first.mask(0xF0)
        first.require(0x40)
        var second = FilterProgram()
        second.accept(5)
        first.append(second)
        #expect(run(first, [0x4F]) == 5)
        #expect(run(first, [0x5F]) == 0)
    }
}
