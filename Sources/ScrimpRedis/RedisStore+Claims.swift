#if Redis
internal import ScrimpQuantities
public import ScrimpRuntime
internal import Synchronization

// Holding: in the slices that this host has leased; Redis is asked where they are too small.
extension RedisStore {
    /// Looks at slices, asks Redis, and looks again: the last time, whatever it says stands.
    private static let looks = 16

    fileprivate enum Look {
        case done(ClaimOutcome)
        case asks([LeaseWish])
    }

    public func claim(_ claim: inout Claim, in state: LocalState, at now: Int64) -> ClaimOutcome {
        var isFresh = false
        for _ in 0..<Self.looks {
            let mustAsk = isStoreLost && !isFresh
            let look = books.withLock { $0?.hold(&claim, in: state, at: now, isFresh: isFresh, mustAsk: mustAsk) }
            guard let look else { return .storeLost(nil) }
            guard case .asks(var wishes) = look else {
                guard case .done(var outcome) = look else { break }
                if outcome == .held, !claim.limits.isEmpty { outcome = takePermits(&claim, in: state, at: now) }
                if outcome == .held { keepNewAnnouncements(&claim, at: now) }
                return outcome
            }
            do throws(RedisError) {
                try exchange(&wishes, in: state, at: now)
            } catch {
                return goOn(&claim, in: state, at: now)
            }
            isFresh = true
            for wish in wishes where wish.granted < wish.least {
                books.withLock { $0?.slices[wish.key]?.refuse(wish.least, limit: wish.limit, at: now) }
                claim.counters[wish.index].before = state.spent(claim.counters[wish.index], at: now) ?? 0
                return .noRoom(wish.index)
            }
        }
        return .noRoom(0)
    }

    /// Redis is gone: budgets that say so go on with what this host knows.
    private func goOn(_ claim: inout Claim, in state: LocalState, at now: Int64) -> ClaimOutcome {
        books.withLock { books -> ClaimOutcome in
            guard books != nil else { return .storeLost(nil) }
            if let closed = books?.firstClosed(claim) { return .storeLost(closed) }
            let outcome = state.claim(&claim, at: now)
            if outcome == .held { books?.book(claim, at: now) }
            return outcome == .held ? .heldWithoutStore : outcome
        }
    }

    public func spent(_ ask: CounterAsk, in state: LocalState, at now: Int64) -> Int128? {
        let wish: LeaseWish? = books.withLock { books in
            guard let key = books?.key(of: ask) else { return nil }
            if let slice = books?.slices[key], slice.seenAt > now - Instant.nanosecondsPerSecond { return nil }
            return LeaseWish(index: 0, key: key, want: 0, least: 0, limit: 0)
        }
        if let wish {
            var wishes = [wish]
            // What was known before stands where Redis does not answer.
            try? exchange(&wishes, in: state, at: now)
        }
        return books.withLock { _ in state.spent(ask, at: now) }
    }
}

extension RedisStore {
    /// Thresholds that other hosts have announced are not announced again.
    private func keepNewAnnouncements(_ claim: inout Claim, at now: Int64) {
        for index in claim.counters.indices where claim.counters[index].announced > 0 {
            let ask = claim.counters[index]
            guard let key = books.withLock({ $0?.key(of: ask) }) else { continue }
            (claim.counters[index].firstAnnounced, claim.counters[index].announced) =
                newAnnouncements(at: key, first: ask.firstAnnounced, count: ask.announced, now: now)
        }
    }

    /// Which of the thresholds that a counter has reached no host has announced: the index of the first, and how many. All
    /// where Redis does not answer.
    func newAnnouncements(
        at key: SliceKey, first: UInt16, count: UInt16, now: Int64
    ) -> (first: UInt16, count: UInt16) {
        let place: (key: String, shape: CounterShape)? = books.withLock { books in
            guard let names = books?.names else { return nil }
            let name = names.key(part: Int(key.part), scope: key.scope, windowStart: key.windowStart)
            return (name, names.shape(Int(key.part)))
        }
        guard let place else { return (first, count) }
        var call = ScriptCall(CounterScripts.announce, keys: [place.key])
        call.append(CounterPlace.microseconds(now))
        call.append(CounterPlace.milliseconds(place.shape.kept))
        call.append(CounterPlace.microseconds(place.shape.rollingLength))
        call.append(first)
        call.append(count)
        guard let parts = try? ask(call, at: now).elements, parts.count == 2, let newFirst = parts[0].number,
            let newCount = parts[1].number
        else { return (first, count) }
        return (UInt16(clamping: newFirst), UInt16(clamping: newCount))
    }

    /// The permits of a call whose money is held.
    private func takePermits(_ claim: inout Claim, in state: LocalState, at now: Int64) -> ClaimOutcome {
        guard let call = limitCall(claim, at: now) else { return .storeLost(nil) }
        let answer: (limit: Int, refusal: LimitRefusal)?
        do throws(RedisError) {
            let parts = try ask(call.take, at: now).elements?.compactMap(\.number) ?? []
            guard parts.count == 2 else { throw .protocolBroken("a limit without an answer") }
            answer = Self.refusal(parts[0], parts[1])
        } catch {
            note(isLost: error.isLoss)
            let closed = books.withLock { $0?.firstClosed(claim) }
            guard let closed else { return .heldWithoutStore }
            cancel(claim, in: state, at: now)
            return .storeLost(closed)
        }
        guard let answer, claim.limits.indices.contains(answer.limit) else {
            let number = claim.number
            books.withLock { $0?.calls[number, default: LeaseLedger.Call()].limits = call.give }
            return .held
        }
        cancel(claim, in: state, at: now)
        return .limited(answer.limit, answer.refusal)
    }

    private static func refusal(_ number: Int64, _ part: Int64) -> (limit: Int, refusal: LimitRefusal)? {
        guard number > 0 else { return nil }
        switch part {
        case 1: return (Int(number) - 1, .calls)
        case 2: return (Int(number) - 1, .concurrency)
        default: return (Int(number) - 1, .rate(Int(clamping: part - 3)))
        }
    }

    /// Gives back what is held here of a call that Redis has refused.
    private func cancel(_ claim: Claim, in state: LocalState, at now: Int64) {
        books.withLock { books in
            books?.release(claim, in: state, at: now)
            books?.calls[claim.number] = nil
        }
    }

    /// What takes the permits of a call, and the parts of what gives them back.
    private func limitCall(_ claim: Claim, at now: Int64) -> (take: ScriptCall, give: LimitGive)? {
        books.withLock { books -> (take: ScriptCall, give: LimitGive)? in
            guard let names = books?.names else { return nil }
            var give = LimitGive(call: "\(host):\(claim.number)")
            for ask in claim.limits {
                let key = names.key(limit: Int(ask.limit), scope: ask.scope)
                give.keys += [key, key + ":running"]
                give.arguments += names.arguments(limit: Int(ask.limit), ask.tokens, lapsesAt: claim.lapsesAt, at: now)
            }
            var take = ScriptCall(LimitScripts.take, keys: give.keys, [give.call])
            take.append(CounterPlace.microseconds(now))
            take.append(CounterPlace.microseconds(claim.lapsesAt))
            for argument in give.arguments { take.append(argument) }
            return (take, give)
        }
    }
}

/// What gives the permits of a call back.
struct LimitGive: Sendable {
    var call: String
    var keys: [String] = []
    var arguments: [String] = []

    /// - Parameter used: tokens; nil for a call that was never made.
    func ends(used: Int64?, at now: Int64) -> ScriptCall {
        var script = ScriptCall(LimitScripts.give, keys: keys, [call])
        script.append(CounterPlace.microseconds(now))
        script.append(used.map { String(max($0, 0)) } ?? "none")
        for argument in arguments { script.append(argument) }
        return script
    }
}

extension LeaseLedger {
    /// Holds a call in the slices, or says what must be leased first.
    fileprivate mutating func hold(
        _ claim: inout Claim, in state: LocalState, at now: Int64, isFresh: Bool, mustAsk: Bool
    ) -> RedisStore.Look {
        var wishes: [LeaseWish] = []
        for index in claim.counters.indices {
            var key = key(of: claim.counters[index])
            if slices[key] == nil, key.scope != nil, !mirror(key, less: 0, in: state, at: now) {
                // There is no room for another scope here: it shares the counter of all such.
                claim.counters[index].scope = nil
                key.scope = nil
            }
            let ask = claim.counters[index]
            let slice = slice(at: key, now: now)
            let isKnown = slices[key] != nil && slice.isUsable(at: now)
            let short = ask.amount.subtracting(clamping: isKnown ? slice.free : 0)
            if short > 0, isKnown, !mustAsk, slice.isRefused(short, limit: ask.bound, at: now) {
                claim.counters[index].before = state.spent(ask, at: now) ?? 0
                return .done(.noRoom(index))
            }
            if mustAsk || !isKnown || short > 0 {
                // A slice that exists and whose lease has ended may be enough once it is renewed.
                let least = slices[key] == nil || isKnown ? max(short, 0) : 0
                wishes.append(
                    LeaseWish(
                        index: index, key: key, want: least == 0 ? 0 : max(least, slice.portion), least: least,
                        limit: ask.bound))
            }
        }
        guard wishes.isEmpty else { return .asks(wishes) }
        let outcome = state.claim(&claim, at: now)
        switch outcome {
        case .held:
            if let index = claim.counters.firstIndex(where: { $0.scope != nil && $0.hold.counter == 0 }) {
                release(claim, in: state, at: now)
                claim.counters[index].scope = nil
                return hold(&claim, in: state, at: now, isFresh: isFresh, mustAsk: mustAsk)
            }
            book(claim, at: now)
            return .done(.held)
        case .noRoom(let index) where !isFresh:
            // Others may have given back meanwhile.
            let ask = claim.counters[index]
            return .asks([LeaseWish(index: index, key: key(of: ask), want: 0, least: 0, limit: ask.bound)])
        case .noRoom, .limited, .heldWithoutStore, .storeLost: return .done(outcome)
        }
    }

    /// Notes what a call holds.
    fileprivate mutating func book(_ claim: Claim, at now: Int64) {
        var call = Call()
        for ask in claim.counters {
            let key = key(of: ask)
            var slice = slice(at: key, now: now)
            slice.held = slice.held.plus(clamping: ask.amount)
            slice.usedAt = now
            slices[key] = slice
            call.shares.append(Share(key: key, amount: ask.amount, bucket: ask.hold.bucket))
        }
        calls[claim.number] = call
    }

    /// Gives back what a claim holds in memory and in the slices.
    fileprivate mutating func release(_ claim: Claim, in state: LocalState, at now: Int64) {
        var booking = Booking()
        booking.kind = .release
        for ask in claim.counters {
            var booked = Booking()
            booked.kind = .release
            booked.reserved = ask.amount
            booked.counters = [Booking.Held(hold: ask.hold, isCommitment: false)]
            state.book(&booked, at: now)
        }
        for share in calls[claim.number]?.shares ?? [] { letGo(share) }
        booking.limits = claim.limits.map { HeldLimit(limit: $0.limit, hold: $0.hold) }
        state.book(&booking, at: now)
    }

    /// The first ask that does not go on without Redis.
    fileprivate func firstClosed(_ claim: Claim) -> Int? {
        claim.counters.firstIndex { !names.shape(Int($0.part)).isOpen }
    }
}
#endif
