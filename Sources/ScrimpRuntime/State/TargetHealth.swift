import ScrimpPlan

/// How well one target answers: whether it rests after failures, and its share of successes.
package struct TargetHealth: Sendable {
    /// Nanoseconds over which the share of successes is taken.
    package static let window: Int64 = 5 * 60 * 1_000_000_000

    private let cooldown: Int64
    private let cooldownAfter: Int64
    private var failuresInARow: Int64 = 0
    /// The first instant at which it may be called again; nil where it has never rested.
    package private(set) var restsUntil: Int64?
    /// Successes as the amount, calls as the count.
    private var calls = RollingSums(length: window)

    /// - Parameters:
    ///   - cooldown: nanoseconds of rest; 0 for none, ever.
    ///   - cooldownAfter: failures in a row that call for a rest, at least 1.
    package init(cooldown: Int64, cooldownAfter: Int64) {
        self.cooldown = max(cooldown, 0)
        self.cooldownAfter = max(cooldownAfter, 1)
    }

    /// Ends the row of failures. A rest that has begun is kept: the success may be of a call from before it.
    package mutating func succeeded(at now: Int64) {
        calls.add(1, count: 1, at: now)
        failuresInARow = 0
    }

    /// Failures during a rest are counted and do not prolong it. After a rest the row stands, so that one more failure
    /// lets the target rest again at once.
    package mutating func failed(at now: Int64) {
        calls.add(0, count: 1, at: now)
        failuresInARow = failuresInARow.adding(clamping: 1)
        guard cooldown > 0, failuresInARow >= cooldownAfter, !isResting(at: now) else { return }
        restsUntil = now.adding(clamping: cooldown)
    }

    package func isResting(at now: Int64) -> Bool {
        guard let restsUntil else { return false }
        return now < restsUntil
    }

    /// Successes of the last five minutes in billionths of the calls, rounded half up; all of them where there were none.
    package mutating func share(at now: Int64) -> Int64 {
        let count = calls.count(at: now)
        guard count > 0 else { return PlanAttribute.ratioScale }
        let scaled = calls.sum(at: now) * Int128(PlanAttribute.ratioScale)
        return Int64(clamping: scaled.dividedRounding(by: Int128(count)))
    }
}

extension TargetHealth {
    private static let version: UInt8 = 1

    package func encode() -> [UInt8] {
        var writer = RecordWriter(version: Self.version)
        writer.write(failuresInARow)
        writer.write(restsUntil)
        calls.encode(into: &writer)
        return writer.finish()
    }

    /// What is remembered of a target under the settings that hold now. Nil where the bytes are not a record of health.
    package init?(decoding bytes: [UInt8], cooldown: Int64, cooldownAfter: Int64) {
        guard var reader = RecordReader(bytes, version: Self.version) else { return nil }
        guard let failures = reader.read(Int64.self), failures >= 0, let until = reader.readTime() else { return nil }
        guard let calls = RollingSums(from: &reader), reader.isAtEnd else { return nil }
        guard calls.length == Self.window, calls.isShare(of: 1) else { return nil }
        self.init(cooldown: cooldown, cooldownAfter: cooldownAfter)
        failuresInARow = failures
        restsUntil = until
        self.calls = calls
    }
}
