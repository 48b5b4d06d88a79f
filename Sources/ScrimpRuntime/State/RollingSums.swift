/// Money and a count over the last so many nanoseconds.
///
/// A ring of at most 60 buckets of a 59th of the window each (rounded up), as rolling budgets have it: the bucket that
/// is being filled and the 59 before it always cover the whole window, and the oldest counts in full. Time that goes back
/// counts as the latest seen.
package struct RollingSums: Sendable {
    private struct Bucket: Sendable {
        var amount: Int128 = 0
        var count: Int64 = 0
    }

    /// What one bucket holds at most, either way: so many that the sum of all of them is always exact.
    package static let amountLimit = Int128.max / 64
    package static let countLimit = Int64.max / 64

    /// Nanoseconds, at least 1.
    package let length: Int64
    private let width: Int64
    private var ring: [Bucket]
    /// Place of the newest bucket.
    private var place = 0
    /// Number of the newest bucket since 1970.
    private var newest: Int64 = .min
    /// The first instant after the newest bucket.
    private var end: Int64 = .min
    private var amount: Int128 = 0
    private var count: Int64 = 0
    /// When the first entry ever was made.
    package private(set) var since: Int64?

    package init(length: Int64) {
        self.length = max(length, 1)
        let divisor = BudgetCounters.bucketWidthDivisor
        width = self.length / divisor + (self.length % divisor > 0 ? 1 : 0)
        let whole = self.length / width + (self.length % width > 0 ? 1 : 0)
        ring = [Bucket](repeating: Bucket(), count: min(Int(clamping: whole) + 1, BudgetCounters.bucketLimit))
    }

    package mutating func add(_ amount: Int128, count: Int64, at now: Int64) {
        advance(to: now)
        if since == nil { since = now }
        let before = ring[place]
        let (greatestAmount, greatestCount) = (Self.amountLimit, Self.countLimit)
        ring[place].amount = min(max(before.amount.adding(clamping: amount), -greatestAmount), greatestAmount)
        ring[place].count = min(max(before.count.adding(clamping: count), -greatestCount), greatestCount)
        self.amount += ring[place].amount - before.amount
        self.count += ring[place].count - before.count
    }

    package mutating func sum(at now: Int64) -> Int128 {
        advance(to: now)
        return amount
    }

    package mutating func count(at now: Int64) -> Int64 {
        advance(to: now)
        return count
    }

    /// What is usual for a time of some length: the sum, times that length, over the window, or over the time since the
    /// first entry while that is shorter. Nil until there is a history of that length. Beyond `Int128`, the numerator is
    /// the greatest.
    /// - Parameter length: nanoseconds; nil comes back where it is not above zero.
    /// - Returns: an amount as a fraction; the denominator is above zero.
    package mutating func usual(length: Int64, at now: Int64) -> (numerator: Int128, denominator: Int128)? {
        advance(to: now)
        guard length > 0, let since else { return nil }
        let history = now.elapsed(since: since)
        guard history >= length else { return nil }
        let span = min(self.length, history)
        let (product, overflow) = amount.multipliedReportingOverflow(by: Int128(length))
        guard overflow else { return (product, Int128(span)) }
        var (divisor, rest) = (length, span)
        while rest > 0 { (divisor, rest) = (rest, divisor % rest) }
        let (reduced, reducedOverflow) = amount.multipliedReportingOverflow(by: Int128(length / divisor))
        return (reducedOverflow ? (amount < 0 ? .min : .max) : reduced, Int128(span / divisor))
    }

    /// Whether every bucket holds between nothing and so much per count.
    func isShare(of whole: Int128) -> Bool {
        ring.allSatisfy { $0.count >= 0 && $0.amount >= 0 && $0.amount <= Int128($0.count) * whole }
    }

    /// Lets go of the buckets that have left the window.
    private mutating func advance(to now: Int64) {
        guard now >= end else { return }
        let bucket = now / width - (now % width < 0 ? 1 : 0)
        guard bucket > newest else { return }
        let (passed, overflow) = bucket.subtractingReportingOverflow(newest)
        let reused = overflow ? ring.count : Int(clamping: min(passed, Int64(ring.count)))
        for _ in 0..<reused {
            place = place + 1 == ring.count ? 0 : place + 1
            amount -= ring[place].amount
            count -= ring[place].count
            ring[place] = Bucket()
        }
        newest = bucket
        end = Self.end(of: bucket, width: width)
    }

    private static func end(of bucket: Int64, width: Int64) -> Int64 {
        let (end, overflow) = bucket.adding(clamping: 1).multipliedReportingOverflow(by: width)
        return overflow ? (bucket < 0 ? .min : .max) : end
    }
}

extension RollingSums {
    private static let version: UInt8 = 1

    package func encode() -> [UInt8] {
        var writer = RecordWriter(version: Self.version)
        encode(into: &writer)
        return writer.finish()
    }

    /// Nil where the bytes are not a record of rolling sums.
    package init?(decoding bytes: [UInt8]) {
        guard var reader = RecordReader(bytes, version: Self.version) else { return nil }
        self.init(from: &reader)
        guard reader.isAtEnd else { return nil }
    }

    func encode(into writer: inout RecordWriter) {
        writer.write(length)
        writer.write(newest)
        writer.write(since)
        for step in 1...ring.count {
            let bucket = ring[(place + step) % ring.count]
            writer.write(bucket.amount)
            writer.write(bucket.count)
        }
    }

    init?(from reader: inout RecordReader) {
        guard let length = reader.read(Int64.self), length > 0 else { return nil }
        self.init(length: length)
        guard let newest = reader.read(Int64.self), let since = reader.readTime() else { return nil }
        for index in ring.indices {
            guard let amount = reader.read(Int128.self), let count = reader.read(Int64.self) else { return nil }
            guard (-Self.amountLimit...Self.amountLimit).contains(amount) else { return nil }
            guard (-Self.countLimit...Self.countLimit).contains(count) else { return nil }
            ring[index] = Bucket(amount: amount, count: count)
            self.amount += amount
            self.count += count
        }
        place = ring.count - 1
        self.since = since
        self.newest = newest
        end = newest == .min ? .min : Self.end(of: newest, width: width)
    }
}

extension Int64 {
    /// Nanoseconds from an earlier time to this one; zero where it is later, the greatest number beyond the range.
    func elapsed(since earlier: Int64) -> Int64 {
        guard self > earlier else { return 0 }
        let (passed, overflow) = subtractingReportingOverflow(earlier)
        return overflow ? .max : passed
    }
}

extension Int128 {
    /// The quotient of two numbers that are not negative, the divisor above zero, rounded half up.
    func dividedRounding(by divisor: Int128) -> Int128 {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest >= divisor - rest ? quotient + 1 : quotient
    }
}
