import Glibc
package import ScrimpQuantities

/// Arrival times, one after the other: the gaps of a unit-rate Poisson process, stretched by the rate of the moment.
///
/// Request i adds an exponential number of mean 1 (stream `arrivals`, index i) to the work to be done; time passes at
/// `rate` work a second, which is constant between the local hours and the changes of state. Seconds since the start
/// are kept in double precision: below a nanosecond's half for about a month, a few nanoseconds for years.
package struct ArrivalProcess: Sendable {
    private let start: Int64
    private let offset: Int64
    private let baseRate: Double
    private let hours: [Double]
    private let weekdays: [Double]
    private let bursts: WorkloadSpec.Bursts?
    private let gaps: CounterGenerator
    private let states: CounterGenerator

    /// Seconds since the start.
    private var now = 0.0
    private var index: UInt64 = 0
    private var rate = 0.0
    /// Where the rate holds to, seconds since the start.
    private var segmentEnd = 0.0
    private var hourEnd = 0.0
    private var stateEnd = Double.infinity
    private var isBurst = false
    private var stateIndex: UInt64 = 0
    private var hourWeight = 1.0

    package init(_ arrivals: WorkloadSpec.Arrivals, start: Instant, seed: UInt64) throws(TraceError) {
        guard arrivals.rate >= 1e-6, arrivals.rate <= 1e9 else {
            throw .badWorkload(
                "a workload cannot have a rate of \(arrivals.rate) requests a second",
                help: "it may lie between a request in 11 days and a thousand million a second")
        }
        guard abs(arrivals.offsetSeconds) < 86_400 else {
            throw .badWorkload("the offset of a workload's local time must be less than a day")
        }
        if let bursts = arrivals.bursts {
            guard bursts.factor.isFinite, bursts.factor >= 1 else {
                throw .badWorkload("a burst must be at least as busy as a calm time, got the factor \(bursts.factor)")
            }
            // Shorter states than a millisecond are noise that costs a step each.
            guard bursts.meanBurst.isFinite, bursts.meanCalm.isFinite, bursts.meanBurst >= 0.001,
                bursts.meanCalm >= 0.001
            else {
                throw .badWorkload("bursts and the time between them must last a millisecond or more on average")
            }
            guard (bursts.meanBurst + bursts.meanCalm) * arrivals.rate >= 1e-6 else {
                throw .badWorkload("bursts are more than a million times as frequent as requests")
            }
            let share = bursts.meanBurst / (bursts.meanBurst + bursts.meanCalm)
            baseRate = arrivals.rate / (1 + share * (bursts.factor - 1))
        } else {
            baseRate = arrivals.rate
        }
        hours = try Self.normalized(arrivals.hours, count: 24, "hours")
        weekdays = try Self.normalized(arrivals.weekdays, count: 7, "weekdays")
        bursts = arrivals.bursts
        offset = arrivals.offsetSeconds
        self.start = start.nanoseconds
        gaps = CounterGenerator(seed: seed, stream: "arrivals")
        states = CounterGenerator(seed: seed, stream: "bursts")
        if let bursts { stateEnd = -bursts.meanCalm * log1p(-states.unit(0)) }
        enterHour()
        enterSegment()
    }

    /// Weights with the mean 1.
    private static func normalized(_ weights: [Double], count: Int, _ name: String) throws(TraceError) -> [Double] {
        if weights.isEmpty { return [] }
        guard weights.count == count else {
            throw .badWorkload("the curve over \(name) needs \(count) weights, got \(weights.count)")
        }
        guard weights.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw .badWorkload("the weights of \(name) must be numbers of 0 or more")
        }
        let sum = weights.reduce(0, +)
        guard sum > 0, sum.isFinite else { throw .badWorkload("the weights of \(name) add up to nothing") }
        return weights.map { $0 * Double(count) / sum }
    }

    /// The time of the next request in nanoseconds since 1970, or nil where it is not before `end` seconds after the start.
    @inline(__always)
    package mutating func next(before end: Double) -> Int64? {
        var work = -log1p(-gaps.unit(index))
        while true {
            let available = rate * (segmentEnd - now)
            if work < available { break }
            work -= available
            now = segmentEnd
            if now >= end { return nil }
            if now >= stateEnd { changeState() }
            if now >= hourEnd { enterHour() }
            enterSegment()
        }
        now += work / rate
        guard now < end else { return nil }
        index &+= 1
        let nanoseconds = (now * 1e9 + 0.5).rounded(.down)
        guard nanoseconds < 0x1p62 else { return nil }
        let (time, overflow) = start.addingReportingOverflow(Int64(nanoseconds))
        return overflow ? nil : time
    }

    private mutating func changeState() {
        guard let bursts else { return }
        isBurst.toggle()
        stateIndex += 1
        let mean = isBurst ? bursts.meanBurst : bursts.meanCalm
        stateEnd += -mean * log1p(-states.unit(stateIndex))
    }

    private mutating func enterSegment() {
        segmentEnd = min(hourEnd, stateEnd)
        rate = baseRate * hourWeight * (isBurst ? bursts?.factor ?? 1 : 1)
    }

    /// Looks the local hour of `now` up. Its end is a whole number of seconds after the start where the start is one.
    private mutating func enterHour() {
        // Beyond 2^63 nanoseconds there are no requests, whatever the hour.
        if hours.isEmpty && weekdays.isEmpty || now >= 9.2e9 {
            hourEnd = .infinity
            return
        }
        let (utc, overflow) = start.addingReportingOverflow(Int64((now * 1e9 + 0.5).rounded(.down)))
        let (local, late) = utc.addingReportingOverflow(offset * 1_000_000_000)
        if overflow || late {
            hourEnd = .infinity
            return
        }
        let hourLength: Int64 = 3_600_000_000_000
        var hour = local / hourLength
        if local < 0, local % hourLength != 0 { hour -= 1 }
        let hourOfDay = Int(((hour % 24) + 24) % 24)
        let day = (hour - Int64(hourOfDay)) / 24
        hourWeight = hours.isEmpty ? 1 : hours[hourOfDay]
        if !weekdays.isEmpty { hourWeight *= weekdays[Int(CivilDate.weekday(ofDay: day))] }
        let rest = hourLength - (local - hour * hourLength)
        hourEnd = now + Double(rest) / 1e9
    }
}
