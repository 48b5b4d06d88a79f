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
                home.lastError = nil
                return outcome
            } catch {
                home.lastError = error
                return home.goOn(&claim, state, at: now, isHeldHere: isHeldHere)
            }
        }
    }
}

extension SQLiteHome {
    fileprivate mutating func claim(
        _ claim: inout Claim, _ state: LocalState, at now: Int64, isHeldHere: inout Bool
    ) throws(SQLiteError) -> ClaimOutcome {
        guard let names else { throw notOpened }
        let (tables, process) = (tables, process)
        return try database.transaction { (database) throws(SQLiteError) in
            var counterKeys: [CounterKey] = []
            var counterScopes: [Int64?] = []
            for ask in claim.counters {
                let scope = try Self.load(ask, state, names, tables, &database, at: now)
                counterScopes.append(scope)
                counterKeys.append(names.key(names.counters[Int(ask.part)], scope: scope))
            }
            var limitKeys: [CounterKey] = []
            var limitScopes: [Int64?] = []
            for ask in claim.limits {
                let limit = Int(ask.limit)
                let scope = state.keptScope(limit: limit, scope: ask.scope, at: now)
                let key = names.key(names.limits[limit], scope: scope)
                let record = try tables.limit(key, of: names.policy, in: &database)
                state.adopt(limit: limit, scope: scope, record, at: now)
                limitScopes.append(scope)
                limitKeys.append(key)
            }
            let outcome = state.claim(&claim, at: now)
            guard outcome == .held else { return outcome }
            isHeldHere = true

            let amounts = claim.amounts(budgets: names.budgetCount)
            var call = CallRecord(amount: amounts.money, tokens: amounts.tokens)
            for (index, ask) in claim.counters.enumerated() {
                guard let record = state.export(part: Int(ask.part), scope: counterScopes[index]) else { continue }
                try tables.save(record, under: counterKeys[index], of: names.policy, in: &database)
                call.counters.append(
                    CallRecord.Counter(
                        key: counterKeys[index], windowStart: record.windowStart, bucket: ask.hold.bucket,
                        bucketWidth: record.bucketWidth))
            }
            for (index, ask) in claim.limits.enumerated() {
                guard let record = state.export(limit: Int(ask.limit), scope: limitScopes[index]) else { continue }
                try tables.save(record, under: limitKeys[index], of: names.policy, in: &database)
                call.limits.append(CallRecord.Limit(key: limitKeys[index], tokens: ask.hold.tokens))
            }
            let target = Int(claim.target)
            try tables.save(
                call, of: names.policy, process: process, number: claim.number, lapsesAt: claim.lapsesAt,
                target: .text(names.targets.indices.contains(target) ? names.targets[target] : []), in: &database)
            try tables.raise(StateTables.clock, to: now, in: &database)
            return outcome
        }
    }

    /// Brings the counter of an ask up to date. The scope under which it is kept.
    mutating func load(_ ask: CounterAsk, _ state: LocalState, at now: Int64) throws(SQLiteError) -> Int64? {
        guard let names else { throw notOpened }
        return try Self.load(ask, state, names, tables, &database, at: now)
    }

    private static func load(
        _ ask: CounterAsk, _ state: LocalState, _ names: StateNames, _ tables: StateTables,
        _ database: inout SQLiteDatabase, at now: Int64
    ) throws(SQLiteError) -> Int64? {
        let part = Int(ask.part)
        let scope = state.keptScope(part: part, scope: ask.scope, windowStart: ask.windowStart, at: now)
        let key = names.key(names.counters[part], scope: scope)
        let record = try tables.budget(key, of: names.policy, in: &database)
        state.adopt(part: part, scope: scope, windowStart: ask.windowStart, record, at: now)
        return scope
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
        if isHeldHere { return .heldWithoutStore }
        let outcome = state.claim(&claim, at: now)
        return outcome == .held ? .heldWithoutStore : outcome
    }

    /// Lets go here of what the file has not taken.
    private func release(_ claim: Claim, _ state: LocalState, at now: Int64) {
        let amounts = claim.amounts(budgets: names?.budgetCount ?? 0)
        var booking = Booking()
        booking.kind = .release
        booking.reserved = amounts.money
        booking.reservedTokens = amounts.tokens
        booking.counters = claim.counters.map {
            Booking.Held(hold: $0.hold, scope: $0.scope, isCommitment: Int($0.part) >= names?.budgetCount ?? 0)
        }
        booking.limits = claim.limits.map { HeldLimit(limit: $0.limit, hold: $0.hold) }
        state.book(&booking, at: now)
    }

    var notOpened: SQLiteError {
        SQLiteError(.other, message: "no engine has been made with it", statement: "open", file: database.file)
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
