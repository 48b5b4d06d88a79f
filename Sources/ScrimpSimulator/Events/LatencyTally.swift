/// How long requests took that were answered.
package struct LatencyTally: Hashable, Sendable {
    package struct Times: Hashable, Sendable {
        /// From the arrival of the request until the call starts that answers it: tickets, batches, queues, failed tries.
        package var waiting = LatencyHistogram()
        /// From the arrival to the first token; calls to models whose times are not known have it at once.
        package var firstToken = LatencyHistogram()
        /// From the arrival to the last token.
        package var total = LatencyHistogram()
        /// Answers that came after the request's deadline.
        package var lateAnswers: Int64 = 0

        package init() {}

        mutating func record(arrival: Int64, start: Int64, firstToken first: Int64, end: Int64, isLate: Bool) {
            waiting.record(start.distance(since: arrival))
            firstToken.record(first.distance(since: arrival))
            total.record(end.distance(since: arrival))
            if isLate { lateAnswers &+= 1 }
        }
    }

    package var byTarget: [Times]
    /// All answers, those of caches included.
    package var all = Times()

    package init(targets: Int) { byTarget = [Times](repeating: Times(), count: targets) }

    package mutating func record(
        target: Int, arrival: Int64, start: Int64, firstToken: Int64, end: Int64, isLate: Bool
    ) {
        byTarget[target].record(arrival: arrival, start: start, firstToken: firstToken, end: end, isLate: isLate)
        all.record(arrival: arrival, start: start, firstToken: firstToken, end: end, isLate: isLate)
    }
}

extension Int64 {
    /// Nanoseconds since an earlier time; the greatest number where the two are too far apart.
    func distance(since earlier: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(earlier)
        return overflow ? (self > earlier ? .max : .min) : difference
    }

    /// A time so many nanoseconds later; the greatest where that is too far.
    func later(by nanoseconds: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(nanoseconds)
        return overflow ? (nanoseconds > 0 ? .max : .min) : sum
    }

    /// A time so many nanoseconds later, rounded up; the greatest where that is too far or no number.
    func later(byUpTo nanoseconds: Double) -> Int64 {
        guard nanoseconds < 9e18 else { return .max }
        return later(by: Int64(Swift.max(nanoseconds, 0).rounded(.up)))
    }
}
