extension Array {
    /// The elements in the order of a number that each has, equal ones in the order that they had.
    func sorted(byNumber number: (Element) -> UInt64) -> [Element] { order(byNumber: number).map { self[Int($0)] } }

    /// The places of the elements in that order.
    ///
    /// Digit by digit from the last: comparing hundreds of thousands with each other takes ten times as long.
    func order(byNumber number: (Element) -> UInt64) -> [UInt32] {
        let numbers = map(number)
        var places = [UInt32](0..<UInt32(count))
        guard count > 1 else { return places }
        let width = count < 4096 ? 8 : 11
        // Digits that all have in common order nothing.
        var inAll = UInt64.max
        var inAny: UInt64 = 0
        for number in numbers {
            inAll &= number
            inAny |= number
        }
        var others = places
        var starts = [Int](repeating: 0, count: 1 << width)
        let digits = UInt64(1) << width - 1
        for shift in stride(from: 0, to: 64, by: width) where (inAny ^ inAll) >> shift & digits != 0 {
            for digit in starts.indices { starts[digit] = 0 }
            for number in numbers { starts[Int(number >> shift & digits)] &+= 1 }
            var next = 0
            for digit in starts.indices {
                let count = starts[digit]
                starts[digit] = next
                next &+= count
            }
            for place in places {
                let digit = Int(numbers[Int(place)] >> shift & digits)
                others[starts[digit]] = place
                starts[digit] &+= 1
            }
            swap(&places, &others)
        }
        return places
    }
}
