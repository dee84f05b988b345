extension Array {
    /// The elements in the order of a number that each has, equal ones in the order that they had.
    ///
    /// Digit by digit from the last: comparing hundreds of thousands with each other takes ten times as long.
    func sorted(byNumber number: (Element) -> UInt64) -> [Element] {
        guard count > 1 else { return self }
        let width = count < 4096 ? 8 : 11
        // Digits that all have in common order nothing.
        var inAll = UInt64.max
        var inAny: UInt64 = 0
        for element in self {
            inAll &= number(element)
            inAny |= number(element)
        }
        var (elements, others) = (self, self)
        var places = [Int](repeating: 0, count: 1 << width)
        let digits = UInt64(1) << width - 1
        for shift in stride(from: 0, to: 64, by: width) where (inAny ^ inAll) >> shift & digits != 0 {
            for digit in places.indices { places[digit] = 0 }
            for element in elements { places[Int(number(element) >> shift & digits)] &+= 1 }
            var next = 0
            for digit in places.indices {
                let count = places[digit]
                places[digit] = next
                next &+= count
            }
            for element in elements {
                let digit = Int(number(element) >> shift & digits)
                others[places[digit]] = element
                places[digit] &+= 1
            }
            swap(&elements, &others)
        }
        return elements
    }
}
