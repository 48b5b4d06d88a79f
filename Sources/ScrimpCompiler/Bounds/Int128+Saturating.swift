/// Sums and products of amounts that stay well within 128 bits: what would be more is the greatest amount, 2^120 (some 10^24 dollars).
extension Int128 {
    static let greatestAmount = Int128(1) << 120

    func adding(clamping other: Int128) -> Int128 {
        let (sum, overflow) = addingReportingOverflow(other)
        if overflow { return other > 0 ? .greatestAmount : 0 - .greatestAmount }
        return Swift.min(Swift.max(sum, 0 - .greatestAmount), .greatestAmount)
    }

    func multiplied(clamping other: Int128) -> Int128 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        if overflow { return (self < 0) == (other < 0) ? .greatestAmount : 0 - .greatestAmount }
        return Swift.min(Swift.max(product, 0 - .greatestAmount), .greatestAmount)
    }
}
