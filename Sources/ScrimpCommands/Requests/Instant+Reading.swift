import ScrimpQuantities

extension Instant {
    /// `2026-11-24T12:00:00Z`, with an offset (`+01:00`) instead of the `Z`, with decimals of the second, without seconds, or only
    /// the date (midnight UTC). A blank may stand for the `T`; without `Z` or offset it is UTC.
    init?(isoText text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, let date = CivilDate(isoText: String(decoding: bytes[..<10], as: UTF8.self)) else {
            return nil
        }
        var rest = ClockText(bytes[10...])
        var second = date.daysSinceEpoch * 86_400
        var nanosecond: Int64 = 0
        if !rest.isAtEnd {
            guard rest.take("T") || rest.take("t") || rest.take(" "), let hour = rest.twoDigits(below: 24),
                rest.take(":"),
                let minute = rest.twoDigits(below: 60)
            else { return nil }
            second += hour * 3_600 + minute * 60
            if rest.take(":") {
                guard let moment = rest.twoDigits(below: 60) else { return nil }
                second += moment
                if rest.take(".") {
                    guard let fraction = rest.billionths() else { return nil }
                    nanosecond = fraction
                }
            }
            let isEast = rest.take("+")
            if isEast || rest.take("-") {
                guard let hours = rest.twoDigits(below: 24), rest.take(":"), let minutes = rest.twoDigits(below: 60)
                else {
                    return nil
                }
                second += (isEast ? -1 : 1) * (hours * 3_600 + minutes * 60)
            } else {
                _ = rest.take("Z") || rest.take("z")
            }
            guard rest.isAtEnd else { return nil }
        }
        let (product, overflow) = second.multipliedReportingOverflow(by: Instant.nanosecondsPerSecond)
        let (sum, isTooLate) = product.addingReportingOverflow(nanosecond)
        guard !overflow, !isTooLate else { return nil }
        self.init(nanoseconds: sum)
    }
}

/// What is left of a time's text.
private struct ClockText {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { bytes.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard bytes.first == UInt8(ascii: character) else { return false }
        bytes.removeFirst()
        return true
    }

    mutating func twoDigits(below limit: Int64) -> Int64? {
        guard let tens = digit(), let ones = digit(), tens * 10 + ones < limit else { return nil }
        return tens * 10 + ones
    }

    /// The decimals of a second; those beyond the ninth are cut off.
    mutating func billionths() -> Int64? {
        guard var value = digit() else { return nil }
        var count = 1
        while let next = digit() {
            if count < 9 { value = value * 10 + next }
            count += 1
        }
        while count < 9 {
            value *= 10
            count += 1
        }
        return value
    }

    private mutating func digit() -> Int64? {
        guard let byte = bytes.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        bytes.removeFirst()
        return Int64(byte - UInt8(ascii: "0"))
    }
}
