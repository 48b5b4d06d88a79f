import ScrimpQuantities
import ScrimpRuntime

/// A limit as a list of everything that ever happened to each scope. Levels are computed anew from all of it, as fractions
/// of requests and tokens.
struct NaiveLimit {
    struct Event {
        var time: Int64
        /// Taken, or given back where it is below zero.
        var requests: Int64
        var tokens: Int64
    }
    struct Scope {
        var events: [Event] = []
        var running: Int64 = 0
        var calls: Int64 = 0
        var lastCall: Int64 = .min
    }

    let settings: LimitSettings
    var scopes: [Int64: Scope] = [:]

    init(_ settings: LimitSettings) { self.settings = settings }

    func burst(_ rate: LimitSettings.Rate) throws -> Rational {
        let second = try rational(rate.amount * 1_000_000_000, rate.per)
        return rate.countsTokens ? second : max(second, Rational(whole: 1))
    }

    func level(_ scope: Int64, _ rate: LimitSettings.Rate, at now: Int64) throws -> Rational {
        let burst = try burst(rate)
        var (level, moment) = (burst, Int64(0))
        for event in scopes[scope]?.events ?? [] {
            level = min(burst, try sum(level, rational(rate.amount * (event.time - moment), rate.per)))
            level = min(burst, try sum(level, rational(-(rate.countsTokens ? event.tokens : event.requests), 1)))
            moment = event.time
        }
        return min(burst, try sum(level, rational(rate.amount * (now - moment), rate.per)))
    }

    mutating func refusal(_ scope: Int64, tokens: Int64, at now: Int64) throws -> LimitRefusal? {
        forget(scope, at: now)
        let own = scopes[scope, default: Scope()]
        if let calls = settings.calls, own.calls >= calls { return .calls }
        if let concurrency = settings.concurrency, own.running >= concurrency { return .concurrency }
        for (index, rate) in settings.rates.enumerated() {
            let need = Rational(whole: Int128(rate.countsTokens ? tokens : 1))
            if try level(scope, rate, at: now) < min(need, burst(rate)) { return .rate(index) }
        }
        return nil
    }

    mutating func take(_ scope: Int64, tokens: Int64, at now: Int64) {
        forget(scope, at: now)
        scopes[scope, default: Scope()].running += 1
        scopes[scope]?.calls += 1
        scopes[scope]?.lastCall = now
        scopes[scope]?.events.append(Event(time: now, requests: 1, tokens: tokens))
    }

    mutating func finish(_ scope: Int64, tokens: Int64, used: Int64, at now: Int64) {
        scopes[scope]?.running -= 1
        scopes[scope]?.lastCall = now
        scopes[scope]?.events.append(Event(time: now, requests: 0, tokens: used - tokens))
    }

    mutating func cancel(_ scope: Int64, tokens: Int64, at now: Int64) {
        scopes[scope]?.running -= 1
        scopes[scope]?.calls -= 1
        scopes[scope]?.lastCall = now
        scopes[scope]?.events.append(Event(time: now, requests: -1, tokens: -tokens))
    }

    private mutating func forget(_ scope: Int64, at now: Int64) {
        guard let own = scopes[scope], own.running == 0, own.lastCall != .min else { return }
        if now - own.lastCall >= settings.forget { scopes[scope]?.calls = 0 }
    }

    private struct TooLarge: Error {}

    private func rational(_ numerator: Int64, _ denominator: Int64) throws -> Rational {
        guard let value = Rational(Int128(numerator), Int128(denominator)) else { throw TooLarge() }
        return value
    }

    private func sum(_ left: Rational, _ right: Rational) throws -> Rational {
        guard let value = left.adding(right) else { throw TooLarge() }
        return value
    }
}
