#if Redis
internal import ScrimpQuantities

/// When to try a lost server again: at first soon, then ever more rarely, so that decisions do not wait for it each time.
struct ReconnectPause: Sendable {
    static let shortest: Int64 = 50_000_000
    static let longest: Int64 = 5_000_000_000

    private(set) var length: Int64 = 0
    private(set) var until = Instant(nanoseconds: .min)

    func hasPassed(at now: Instant) -> Bool { now >= until }

    mutating func failed(at now: Instant) {
        length = length == 0 ? Self.shortest : min(length * 2, Self.longest)
        until = now.advanced(by: length)
    }

    mutating func succeeded() { self = ReconnectPause() }
}
#endif
