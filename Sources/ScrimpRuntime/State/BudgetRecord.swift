/// One counter of a budget, as it is kept outside of the process. Money in pico-dollars, times in nanoseconds.
package struct BudgetRecord: Hashable, Sendable {
    package struct Bucket: Hashable, Sendable {
        package var settled: Int128
        package var reserved: Int128

        package init(settled: Int128, reserved: Int128) {
            self.settled = settled
            self.reserved = reserved
        }
    }

    package var settled: Int128
    package var reserved: Int128
    /// Number of the newest bucket (rolling), or time of the last charge (until idle); `Int64.min` for none.
    package var moment: Int64
    /// Of a calendar window; `Int64.min` for others.
    package var windowStart: Int64
    /// How many thresholds have been announced.
    package var announced: UInt16
    package var announcedSince: Int64
    /// Length of a bucket of a rolling window, else 0.
    package var bucketWidth: Int64
    /// Of a rolling window: a bucket stands at its number modulo their count.
    package var ring: [Bucket]

    package init(
        settled: Int128, reserved: Int128, moment: Int64, windowStart: Int64, announced: UInt16,
        announcedSince: Int64, bucketWidth: Int64, ring: [Bucket]
    ) {
        self.settled = settled
        self.reserved = reserved
        self.moment = moment
        self.windowStart = windowStart
        self.announced = announced
        self.announcedSince = announcedSince
        self.bucketWidth = bucketWidth
        self.ring = ring
    }
}

extension BudgetRecord {
    private static let version: UInt8 = 1
    /// Above all the money there is, and low enough for a ring of it to be summed.
    static let greatestAmount: Int128 = 1 << 120

    /// Whether a counter may become this: amounts and times that it can go on with, and a ring that adds up to the whole.
    package var isConsistent: Bool {
        guard moment == .min || abs(Int128(moment)) <= Int128(Int64.max / 2), bucketWidth >= 0 else { return false }
        guard Self.isPlausible(settled, reserved) else { return false }
        guard !ring.isEmpty else { return true }
        var sum: (settled: Int128, reserved: Int128) = (0, 0)
        for bucket in ring {
            guard Self.isPlausible(bucket.settled, bucket.reserved) else { return false }
            sum.settled = sum.settled.adding(clamping: bucket.settled)
            sum.reserved = sum.reserved.adding(clamping: bucket.reserved)
        }
        return sum.settled == settled && sum.reserved == reserved
    }

    private static func isPlausible(_ settled: Int128, _ reserved: Int128) -> Bool {
        settled.magnitude <= greatestAmount.magnitude && reserved.magnitude <= greatestAmount.magnitude
    }

    package func encode() -> [UInt8] {
        var writer = RecordWriter(version: Self.version)
        writer.write(settled)
        writer.write(reserved)
        writer.write(moment)
        writer.write(windowStart)
        writer.write(announced)
        writer.write(announcedSince)
        writer.write(bucketWidth)
        // A ring has at most 60 buckets.
        let count = UInt16(clamping: ring.count)
        writer.write(count)
        for bucket in ring.prefix(Int(count)) {
            writer.write(bucket.settled)
            writer.write(bucket.reserved)
        }
        return writer.finish()
    }

    /// Nil where the bytes are damaged, of another version, or contradict themselves.
    package init?(decoding bytes: [UInt8]) {
        guard var reader = RecordReader(bytes, version: Self.version),
            let settled = reader.read(Int128.self), let reserved = reader.read(Int128.self),
            let moment = reader.read(Int64.self), let windowStart = reader.read(Int64.self),
            let announced = reader.read(UInt16.self), let announcedSince = reader.read(Int64.self),
            let bucketWidth = reader.read(Int64.self), let count = reader.read(UInt16.self)
        else { return nil }
        self.init(
            settled: settled, reserved: reserved, moment: moment, windowStart: windowStart, announced: announced,
            announcedSince: announcedSince, bucketWidth: bucketWidth, ring: [])
        for _ in 0..<count {
            guard let settled = reader.read(Int128.self), let reserved = reader.read(Int128.self) else { return nil }
            ring.append(Bucket(settled: settled, reserved: reserved))
        }
        guard reader.isAtEnd, isConsistent else { return nil }
    }
}
