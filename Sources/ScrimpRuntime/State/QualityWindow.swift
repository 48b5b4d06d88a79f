import ScrimpPlan

/// The mean of the quality that was reported for one target over a rolling window.
package struct QualityWindow: Sendable {
    private var reports: RollingSums

    /// - Parameter length: nanoseconds.
    package init(length: Int64) { reports = RollingSums(length: length) }

    /// Nanoseconds.
    package var length: Int64 { reports.length }

    /// - Parameter billionths: 0 to 1 000 000 000; what lies outside counts as the nearer end.
    package mutating func report(_ billionths: Int64, at now: Int64) {
        let quality = min(max(billionths, 0), PlanAttribute.ratioScale)
        reports.add(Int128(quality), count: 1, at: now)
    }

    /// In billionths, rounded half up; nil with fewer reports than needed, or none.
    package mutating func mean(atLeast: Int64, at now: Int64) -> Int64? {
        let count = reports.count(at: now)
        guard count > 0, count >= atLeast else { return nil }
        return Int64(clamping: reports.sum(at: now).dividedRounding(by: Int128(count)))
    }

    package mutating func count(at now: Int64) -> Int64 { reports.count(at: now) }
}

extension QualityWindow {
    private static let version: UInt8 = 1

    package func encode() -> [UInt8] {
        var writer = RecordWriter(version: Self.version)
        reports.encode(into: &writer)
        return writer.finish()
    }

    /// Nil where the bytes are not a record of reported quality.
    package init?(decoding bytes: [UInt8]) {
        guard var reader = RecordReader(bytes, version: Self.version) else { return nil }
        guard let reports = RollingSums(from: &reader), reader.isAtEnd else { return nil }
        guard reports.isShare(of: Int128(PlanAttribute.ratioScale)) else { return nil }
        self.reports = reports
    }
}
