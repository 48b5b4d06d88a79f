public import ScrimpRuntime
import Synchronization

// Booking what became of calls.
extension SQLiteStore {
    public func book(_ booking: inout Booking, in state: LocalState, at now: Int64) throws(StoreLoss) {
        guard !booking.counters.isEmpty || !booking.limits.isEmpty else { return }
        let isBooked = home.withLock { home in
            var isBooked = false
            home.attempt { (home) throws(SQLiteError) in
                try home.book(&booking, state, at: now)
                isBooked = true
            }
            return isBooked
        }
        guard isBooked else { throw StoreLoss() }
    }
}

extension SQLiteHome {
    fileprivate mutating func book(_ booking: inout Booking, _ state: LocalState, at now: Int64) throws(SQLiteError) {
        let loader = try loader(state, at: now)
        let (names, tables, process) = (loader.names, loader.tables, process)
        let unstored = withoutStore[booking.number]
        let hasLapsed = try database.transaction { (database) throws(SQLiteError) in
            let call = try tables.call(process: process, number: booking.number, in: &database)
            guard let record = call?.record ?? unstored?.call else {
                // Lapsed so long ago that it is forgotten, or the file has been exchanged for another.
                if booking.kind == .lapse || booking.kind == .release { return false }
                throw SQLiteError(
                    .unknownCall, message: "it does not hold the call", statement: "book a call", file: database.file)
            }
            guard var own = Self.adjusted(booking, to: call) else { return false }
            own.counters = []
            own.limits = []
            var counters: [(part: Int, loaded: LoadedCounter)] = []
            var limits: [(limit: Int, loaded: LoadedCounter)] = []
            for held in record.counters {
                guard let (part, scope) = names.counter(held.key) else { continue }
                let loaded = try loader.load(part: part, scope, held.key, &database)
                // The window in which the call was made may have ended, now or long ago.
                guard let hold = state.hold(part: part, scope: scope, bucket: held.bucket, at: now) else { continue }
                if let generation = held.generation {
                    guard generation == loaded.generation, hold.generation == loaded.generationHere else { continue }
                }
                own.counters.append(.init(hold: hold, isCommitment: part >= names.budgetCount))
                counters.append((part, loaded))
            }
            // The permits of a call that has lapsed are free already; its tokens are corrected.
            for held in record.limits {
                guard let (limit, scope) = names.limit(held.key) else { continue }
                let loaded = try loader.load(limit: limit, scope, held.key, &database)
                guard held.generation == loaded.generation else { continue }
                own.limits.append(state.hold(limit: limit, scope: scope, tokens: held.tokens, at: now))
                limits.append((limit, loaded))
            }
            state.book(&own, at: now)
            for (part, loaded) in counters { try loader.store(loaded, part: part, &database) }
            for (limit, loaded) in limits { try loader.store(loaded, limit: limit, &database) }
            try tables.raise(StateTables.clock, to: now, in: &database)
            booking.takeAnswers(of: own)
            if booking.kind == .lapse {
                if let call {
                    try tables.markLapsed(call, in: &database)
                } else {
                    try tables.save(
                        record, of: names.policy, process: process, number: booking.number, lapsesAt: nil,
                        target: .text(unstored?.target ?? []), in: &database)
                }
                return true
            }
            if let call { try tables.delete(call, in: &database) }
            return false
        }
        withoutStore[booking.number] = nil
        if hasLapsed { try clean(names, lapsed: 1) }
    }

    /// What is to be booked, given what the file says of the call: another process may have let it lapse, and a call that was
    /// held without the store is not in it. Nil where nothing is.
    private static func adjusted(_ booking: Booking, to call: StateTables.Call?) -> Booking? {
        var own = booking
        guard let call else {
            switch booking.kind {
            case .settle:
                own.reserved = 0
                own.reservedTokens = 0
            case .lapse:
                own.charged = booking.reserved
                own.usedTokens = booking.reservedTokens
                own.reserved = 0
                own.reservedTokens = 0
            case .release: return nil
            case .correct: break
            }
            own.kind = .correct
            return own
        }
        switch (booking.kind, call.hasLapsed) {
        case (.settle, false), (.release, false), (.lapse, false), (.correct, true): break
        case (.settle, true): own.kind = .correct
        case (.correct, false): own.kind = .settle
        case (.lapse, true): return nil
        case (.release, true):
            own.kind = .correct
            own.charged = 0
            own.usedTokens = 0
        }
        return own
    }
}

// Calls of processes that have ended.
extension SQLiteHome {
    /// Calls are looked for once in this many nanoseconds, and so many are booked at once.
    private static let lapsePause: Int64 = 1_000_000_000
    private static let lapseBatch = 256
    private static let cleaningPause = 1_024

    /// Charges calls of other processes that are due as reserved, and frees their permits.
    mutating func lapseOthers(_ names: StateNames, by time: Int64) throws(SQLiteError) {
        guard lookedForLapses == .min || time - lookedForLapses >= Self.lapsePause else { return }
        let (tables, process) = (tables, process)
        guard try tables.dueCall(of: names.policy, by: time, notOf: process, in: &database) != nil else {
            lookedForLapses = time
            return
        }
        let lapsed = try database.transaction { (database) throws(SQLiteError) in
            var lapsed = 0
            while lapsed < Self.lapseBatch,
                let call = try tables.dueCall(
                    of: names.policy, by: time, notOf: process, in: &database)
            {
                try Self.lapse(call.record, names.policy, tables, &database, at: time)
                try tables.markLapsed(call, in: &database)
                lapsed += 1
            }
            // Who made the calls shall not think that they are not due yet.
            try tables.raise(StateTables.clock, to: time, in: &database)
            return lapsed
        }
        if lapsed < Self.lapseBatch { lookedForLapses = time }
        try clean(names, lapsed: lapsed)
    }

    private static func lapse(
        _ call: CallRecord, _ policy: SQLiteValue, _ tables: StateTables, _ database: inout SQLiteDatabase,
        at now: Int64
    ) throws(SQLiteError) {
        for held in call.counters {
            let amount = held.key.kind == .budget ? call.amount : Int128(call.tokens)
            // What a commitment pays charges no budget, and does not keep a run from being forgotten.
            guard amount != 0 else { continue }
            guard let kept = try tables.budget(held.key, of: policy, in: &database), kept.generation == held.generation
            else { continue }
            var record = kept.record
            guard record.move(bucket: held.bucket, reserved: -amount, settled: amount, at: now) else { continue }
            try tables.save(record, generation: kept.generation, under: held.key, of: policy, in: &database)
        }
        for held in call.limits {
            guard let kept = try tables.limit(held.key, of: policy, in: &database), kept.generation == held.generation
            else { continue }
            var record = kept.record
            record.endCall(at: now)
            try tables.save(record, generation: kept.generation, under: held.key, of: policy, in: &database)
        }
    }

    /// Forgets lapsed calls for which no report will be accepted any more.
    private mutating func clean(_ names: StateNames, lapsed: Int) throws(SQLiteError) {
        lapsedSinceCleaning += lapsed
        guard lapsedSinceCleaning >= Self.cleaningPause else { return }
        lapsedSinceCleaning = 0
        try tables.forgetLapsed(of: names.policy, butNewest: SQLiteStore.lapsedCallsKept, in: &database)
    }
}

extension Booking {
    /// Takes over what was found of each counter.
    fileprivate mutating func takeAnswers(of other: Booking) {
        for index in counters.indices {
            counters[index].isCurrent = false
            guard let answer = other.counters.first(where: { $0.hold.part == counters[index].hold.part }) else {
                continue
            }
            counters[index].isCurrent = answer.isCurrent
            counters[index].after = answer.after
            counters[index].announced = answer.announced
            counters[index].firstAnnounced = answer.firstAnnounced
        }
    }
}
