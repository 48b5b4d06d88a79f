public import ScrimpRuntime
import Synchronization

// Holding what calls ask for.
extension SQLiteStore {
    public func claim(_ claim: inout Claim, in state: LocalState, at now: Int64) -> ClaimOutcome {
        guard !claim.counters.isEmpty || !claim.limits.isEmpty else { return .held }
        return home.withLock { home in
            var isHeldHere = false
            do throws(SQLiteError) {
                let outcome = try home.claim(&claim, state, at: now, isHeldHere: &isHeldHere)
                home.note(nil)
                return outcome
            } catch {
                home.note(error)
                return home.goOn(&claim, state, at: now, isHeldHere: isHeldHere)
            }
        }
    }
}

extension SQLiteHome {
    fileprivate mutating func claim(
        _ claim: inout Claim, _ state: LocalState, at now: Int64, isHeldHere: inout Bool
    ) throws(SQLiteError) -> ClaimOutcome {
        let loader = try loader(state, at: now)
        let process = process
        var sweep = sweep
        let outcome = try database.transaction { (database) throws(SQLiteError) in
            var counters: [LoadedCounter] = []
            for index in claim.counters.indices {
                let loaded = try loader.load(claim.counters[index], &database)
                counters.append(loaded)
            }
            var limits: [LoadedCounter] = []
            for index in claim.limits.indices {
                let loaded = try loader.load(claim.limits[index], &database)
                limits.append(loaded)
            }
            let outcome = state.claim(&claim, keptUnder: counters, limits, at: now)
            guard outcome == .held else { return outcome }
            isHeldHere = true

            let amounts = claim.amounts(budgets: loader.names.budgetCount)
            var call = CallRecord(amount: amounts.money, tokens: amounts.tokens)
            for (ask, loaded) in zip(claim.counters, counters) {
                guard let generation = try loader.store(loaded, part: Int(ask.part), &database) else { continue }
                call.counters.append(
                    CallRecord.Counter(key: loaded.key, generation: generation, bucket: ask.hold.bucket))
            }
            for (ask, loaded) in zip(claim.limits, limits) {
                guard let generation = try loader.store(loaded, limit: Int(ask.limit), &database) else { continue }
                call.limits.append(
                    CallRecord.Limit(key: loaded.key, generation: generation, tokens: ask.hold.tokens))
            }
            let (names, tables) = (loader.names, loader.tables)
            try tables.save(
                call, of: names.policy, process: process, number: claim.number, lapsesAt: claim.lapsesAt,
                target: .text(names.target(claim.target)), in: &database)
            try tables.raise(StateTables.clock, to: now, in: &database)
            try sweep?.goOn(after: claim, loader, &database)
            return outcome
        }
        self.sweep = sweep
        return outcome
    }

    /// What becomes of a claim that the file could not take: every budget it asks has to allow that it goes on without.
    fileprivate mutating func goOn(
        _ claim: inout Claim, _ state: LocalState, at now: Int64, isHeldHere: Bool
    ) -> ClaimOutcome {
        let isOpen = names?.isOpen ?? []
        let closed = claim.counters.firstIndex { !isOpen.indices.contains(Int($0.part)) || !isOpen[Int($0.part)] }
        let budgets = names?.budgetCount ?? 0
        guard closed == nil, claim.counters.contains(where: { Int($0.part) < budgets }) else {
            if isHeldHere { release(claim, state, at: now) }
            return .storeLost(closed)
        }
        let outcome = isHeldHere ? .held : state.claim(&claim, at: now)
        guard outcome == .held, let names else { return outcome }
        let amounts = claim.amounts(budgets: budgets)
        var call = CallRecord(amount: amounts.money, tokens: amounts.tokens)
        for ask in claim.counters {
            let key = names.key(names.counters[Int(ask.part)], scope: ask.scope)
            call.counters.append(
                CallRecord.Counter(key: key, generation: nil, bucket: ask.hold.bucket))
        }
        withoutStore[claim.number] = (call, names.target(claim.target))
        return .heldWithoutStore
    }

    /// Lets go here of what the file has not taken.
    private func release(_ claim: Claim, _ state: LocalState, at now: Int64) {
        let amounts = claim.amounts(budgets: names?.budgetCount ?? 0)
        var booking = Booking()
        booking.kind = .release
        booking.reserved = amounts.money
        booking.reservedTokens = amounts.tokens
        booking.counters = claim.counters.map {
            Booking.Held(hold: $0.hold, isCommitment: Int($0.part) >= names?.budgetCount ?? 0)
        }
        booking.limits = claim.limits.map { HeldLimit(limit: $0.limit, hold: $0.hold) }
        state.book(&booking, at: now)
    }
}

extension LocalState {
    /// Holds what a call asks for in counters that have been loaded, under the scopes by which those are kept.
    fileprivate func claim(
        _ claim: inout Claim, keptUnder counters: [LoadedCounter], _ limits: [LoadedCounter], at now: Int64
    ) -> ClaimOutcome {
        let scopes = claim.counters.map(\.scope)
        let limitScopes = claim.limits.map(\.scope)
        for index in claim.counters.indices { claim.counters[index].scope = counters[index].scope }
        for index in claim.limits.indices { claim.limits[index].scope = limits[index].scope }
        let outcome = self.claim(&claim, at: now)
        for index in claim.counters.indices { claim.counters[index].scope = scopes[index] }
        for index in claim.limits.indices { claim.limits[index].scope = limitScopes[index] }
        return outcome
    }
}

extension Claim {
    /// What it asks of each budget, in pico-dollars, and of each commitment.
    fileprivate func amounts(budgets: Int) -> (money: Int128, tokens: Int64) {
        var amounts: (money: Int128, tokens: Int64) = (0, 0)
        for ask in counters {
            if Int(ask.part) < budgets {
                amounts.money = ask.amount
            } else {
                amounts.tokens = Int64(clamping: ask.amount)
            }
        }
        return amounts
    }
}
