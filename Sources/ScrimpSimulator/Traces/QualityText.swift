/// Reads how good an answer was: a share of one, a percentage, or right and wrong.
enum QualityText {
    /// Stands for a request whose quality nobody has recorded.
    static let unrecorded: Int64 = -1

    /// `0.85`, `1`, `85%` or `85 %`; `true` `false` `yes` `no` in small letters, capitals or with a capital. In billionths.
    static func read(_ bytes: RawSpan, _ start: Int, _ end: Int) -> NumberText.Reading {
        guard start < end else { return .notANumber }
        if bytes.byte(at: start) | 0x20 >= UInt8(ascii: "a") { return word(bytes, start, end) }
        var last = end
        var format = NumberFormat.ratio
        if bytes.byte(at: end - 1) == UInt8(ascii: "%") {
            format = .percent
            last -= 1
            while last > start, bytes.byte(at: last - 1) == 0x20 { last -= 1 }
        }
        let reading = NumberText.read(bytes, start, last, as: format)
        guard case .value(let value) = reading else { return reading }
        return format.range.contains(value) ? .value(value) : .outOfRange
    }

    private static let words: [(text: [UInt8], value: Int64)] = [
        (Array("true".utf8), NumberFormat.ratio.numerator), (Array("yes".utf8), NumberFormat.ratio.numerator),
        (Array("false".utf8), 0), (Array("no".utf8), 0),
    ]

    private static func word(_ bytes: RawSpan, _ start: Int, _ end: Int) -> NumberText.Reading {
        for (text, value) in words where end - start == text.count {
            func has(_ mask: (Int) -> UInt8) -> Bool {
                text.indices.allSatisfy { bytes.byte(at: start + $0) == text[$0] & ~mask($0) }
            }
            if has({ _ in 0 }) || has({ _ in 0x20 }) || has({ $0 == 0 ? 0x20 : 0 }) { return .value(value) }
        }
        return .notANumber
    }
}
