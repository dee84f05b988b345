/// Digits as they are written, worked out beforehand: several are stored at once.
///
/// A value that is stored as it was loaded is written right whatever the byte order of the machine.
enum Digits {
    /// The decimal digits of `value` from the first byte on; in the last byte, as a digit, how many they are.
    @inline(__always)
    static func decimal(_ value: UInt8) -> UInt32 {
        // The table has four bytes for every value.
        unsafe load(decimals, at: 4 &* Int(value))
    }

    /// How many digits ``decimal(_:)`` has, 1 to 3.
    @inline(__always)
    static func count(_ digits: UInt32) -> Int {
        Int(UInt32(littleEndian: digits) >> 24 & 3)
    }

    /// The two decimal digits of `value`; of a larger number its last two.
    @inline(__always)
    static func pair(_ value: UInt32) -> UInt16 {
        // The table has two bytes for every value below 100.
        unsafe load(pairs, at: 2 &* Int(value % 100))
    }

    /// The two hexadecimal digits of `value`, in lower case.
    @inline(__always)
    static func hexadecimal(_ value: UInt8) -> UInt16 {
        // The table has two bytes for every value.
        unsafe load(hexadecimals, at: 2 &* Int(value))
    }

    /// `offset` and the size of an integer must be no more than the literal has.
    @unsafe @inline(__always)
    private static func load<Integer: FixedWidthInteger>(_ table: StaticString, at offset: Int) -> Integer {
        // The literal's bytes live as long as the program.
        unsafe UnsafeRawPointer(table.utf8Start).loadUnaligned(fromByteOffset: offset, as: Integer.self)
    }

    private static var decimals: StaticString {
        """
        0  11  12  13  14  15  16  17  18  19  110 211 212 213 214 215 2\
        16 217 218 219 220 221 222 223 224 225 226 227 228 229 230 231 2\
        32 233 234 235 236 237 238 239 240 241 242 243 244 245 246 247 2\
        48 249 250 251 252 253 254 255 256 257 258 259 260 261 262 263 2\
        64 265 266 267 268 269 270 271 272 273 274 275 276 277 278 279 2\
        80 281 282 283 284 285 286 287 288 289 290 291 292 293 294 295 2\
        96 297 298 299 2100310131023103310431053106310731083109311031113\
        1123113311431153116311731183119312031213122312331243125312631273\
        1283129313031313132313331343135313631373138313931403141314231433\
        1443145314631473148314931503151315231533154315531563157315831593\
        1603161316231633164316531663167316831693170317131723173317431753\
        1763177317831793180318131823183318431853186318731883189319031913\
        1923193319431953196319731983199320032013202320332043205320632073\
        2083209321032113212321332143215321632173218321932203221322232233\
        2243225322632273228322932303231323232333234323532363237323832393\
        2403241324232433244324532463247324832493250325132523253325432553
        """
    }

    private static var pairs: StaticString {
        """
        00010203040506070809101112131415161718192021222324\
        25262728293031323334353637383940414243444546474849\
        50515253545556575859606162636465666768697071727374\
        75767778798081828384858687888990919293949596979899
        """
    }

    private static var hexadecimals: StaticString {
        """
        000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\
        202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f\
        404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f\
        606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f\
        808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f\
        a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf\
        c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf\
        e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff
        """
    }
}
