import ScrimpRuntime

/// A counter or limit that a step has loaded.
struct LoadedCounter {
    /// Value of the scope under which it is kept; nil for the counter that is shared or has none.
    var scope: Int64?
    var key: CounterKey
    /// It has a scope of its own, and was not in the file.
    var isNew: Bool
    /// Of its row, where that was taken over; and of the counter here then.
    var generation: Int64?
    var generationHere: UInt32 = 0

    init(scope: Int64?, key: CounterKey, isNew: Bool = false) {
        self.scope = scope
        self.key = key
        self.isNew = isNew
    }

    fileprivate mutating func note(_ adoption: LocalState.Adoption, _ generation: Int64?) {
        self.generation = adoption.isTaken ? generation : nil
        generationHere = adoption.generation
    }
}

/// What a step needs to bring counters into the in-memory parts and back: all of it but the connection.
struct CounterLoader {
    let state: LocalState
    let names: StateNames
    let tables: StateTables
    let now: Int64

    /// Brings the counter of an ask up to date.
    ///
    /// Which scopes have a counter of their own is the file's to say, so that all processes agree: as many as the policy
    /// allows, first come, first served; the others share one. The parts here only mirror the file, and make room.
    func load(_ ask: CounterAsk, _ database: inout SQLiteDatabase) throws(SQLiteError) -> LoadedCounter {
        let index = Int(ask.part)
        let part = names.counters[index]
        var loaded = LoadedCounter(scope: ask.scope, key: names.key(part, scope: ask.scope))
        var record = try tables.budget(loaded.key, of: names.policy, in: &database)
        if record == nil, ask.scope != nil {
            loaded = try loadedNew(part, ask.scope, &database)
            if !loaded.isNew { record = try tables.budget(loaded.key, of: names.policy, in: &database) }
        }
        if loaded.scope != nil,
            state.keptScope(part: index, scope: loaded.scope, windowStart: ask.windowStart, at: now) == nil
        {
            state.makeRoom(part: index, scope: loaded.scope)
        }
        let adoption = state.adopt(
            part: index, scope: loaded.scope, windowStart: ask.windowStart, record?.record, at: now)
        loaded.note(adoption, record?.generation)
        return loaded
    }

    /// Brings the counter up to date in which a call is held, in whatever window is open.
    func load(
        part: Int, _ scope: Int64?, _ key: CounterKey, _ database: inout SQLiteDatabase
    ) throws(SQLiteError) -> LoadedCounter {
        let record = try tables.budget(key, of: names.policy, in: &database)
        if scope != nil, state.keptScope(part: part, scope: scope, windowStart: .min, at: now) == nil {
            state.makeRoom(part: part, scope: scope)
        }
        var loaded = LoadedCounter(scope: scope, key: key, isNew: record == nil && scope != nil)
        let adoption = state.adopt(part: part, scope: scope, windowStart: .min, record?.record, at: now)
        loaded.note(adoption, record?.generation)
        return loaded
    }

    func load(
        limit: Int, _ scope: Int64?, _ key: CounterKey, _ database: inout SQLiteDatabase
    ) throws(SQLiteError) -> LoadedCounter {
        let record = try tables.limit(key, of: names.policy, in: &database)
        if scope != nil, state.keptScope(limit: limit, scope: scope, at: now) == nil { state.makeRoom(limit: limit) }
        state.adopt(limit: limit, scope: scope, record?.record, at: now)
        var loaded = LoadedCounter(scope: scope, key: key, isNew: record == nil && scope != nil)
        loaded.generation = record?.generation
        return loaded
    }

    /// Brings the counter of a limit up to date.
    func load(_ ask: LimitAsk, _ database: inout SQLiteDatabase) throws(SQLiteError) -> LoadedCounter {
        let index = Int(ask.limit)
        let part = names.limits[index]
        var loaded = LoadedCounter(scope: ask.scope, key: names.key(part, scope: ask.scope))
        var record = try tables.limit(loaded.key, of: names.policy, in: &database)
        if record == nil, ask.scope != nil {
            loaded = try loadedNew(part, ask.scope, &database)
            if !loaded.isNew { record = try tables.limit(loaded.key, of: names.policy, in: &database) }
        }
        if loaded.scope != nil, state.keptScope(limit: index, scope: loaded.scope, at: now) == nil {
            state.makeRoom(limit: index)
        }
        state.adopt(limit: index, scope: loaded.scope, record?.record, at: now)
        loaded.generation = record?.generation
        return loaded
    }

    private func loadedNew(
        _ part: StateNames.Part, _ scope: Int64?, _ database: inout SQLiteDatabase
    ) throws(SQLiteError) -> LoadedCounter {
        let count = try tables.number(StateTables.scopes(of: part, names.policy), in: &database)
        guard count < part.scopes else {
            return LoadedCounter(scope: nil, key: names.key(part, scope: nil))
        }
        return LoadedCounter(scope: scope, key: names.key(part, scope: scope), isNew: true)
    }

    /// Stores what has become of a counter; the generation of its row.
    @discardableResult
    func store(
        _ loaded: LoadedCounter, part: Int, _ database: inout SQLiteDatabase
    ) throws(SQLiteError) -> Int64? {
        guard let record = state.export(part: part, scope: loaded.scope) else { return nil }
        let hasBegunAnew = state.generation(part: part, scope: loaded.scope) != loaded.generationHere
        let own: Int64
        if let generation = loaded.generation, !hasBegunAnew {
            own = generation
        } else {
            own = try tables.add(to: StateTables.generations, in: &database)
        }
        try tables.save(record, generation: own, under: loaded.key, of: names.policy, in: &database)
        try count(loaded, names.counters[part], &database)
        return own
    }

    @discardableResult
    func store(
        _ loaded: LoadedCounter, limit: Int, _ database: inout SQLiteDatabase
    ) throws(SQLiteError) -> Int64? {
        guard let record = state.export(limit: limit, scope: loaded.scope) else { return nil }
        let own: Int64
        if let generation = loaded.generation {
            own = generation
        } else {
            own = try tables.add(to: StateTables.generations, in: &database)
        }
        try tables.save(record, generation: own, under: loaded.key, of: names.policy, in: &database)
        try count(loaded, names.limits[limit], &database)
        return own
    }

    private func count(
        _ loaded: LoadedCounter, _ part: StateNames.Part, _ database: inout SQLiteDatabase
    ) throws(SQLiteError) {
        guard loaded.isNew else { return }
        try tables.add(to: StateTables.scopes(of: part, names.policy), in: &database)
    }
}

/// Drops counters of scopes that hold nothing any more: a hand goes round, a few counters for every some calls, so that there are
/// about as many as are in use.
struct CounterSweep: Sendable {
    private static let pause = 64
    private static let glance = 128

    /// The plan's counters and limits without scopes, in which records are looked at, under the store's lock.
    private let scratch: LocalState
    /// By counter: start of the calendar window in which a call was last made.
    private var windowStarts: [Int64]
    private var calls = 0
    private var hand: CounterKey?

    /// - Parameter scratch: made of `Plan.countersAlone`.
    init(scratch: LocalState) {
        self.scratch = scratch
        windowStarts = [Int64](repeating: .min, count: scratch.counters.count)
    }

    /// Goes on by a call, in the transaction that is open.
    mutating func goOn(
        after claim: Claim, _ loader: CounterLoader, _ database: inout SQLiteDatabase
    ) throws(SQLiteError) {
        for ask in claim.counters {
            windowStarts[Int(ask.part)] = max(windowStarts[Int(ask.part)], ask.windowStart)
        }
        calls += 1
        guard calls >= Self.pause else { return }
        calls = 0
        let (names, tables) = (loader.names, loader.tables)
        let rows = try tables.counters(behind: hand, of: names.policy, atMost: Self.glance, in: &database)
        for (key, bytes) in rows where key.scope != CounterKey.noScope {
            guard let part = names.part(key.kind, key.name), isIdle(key.kind, part, bytes, at: loader.now) else {
                continue
            }
            try tables.delete(key, of: names.policy, in: &database)
            let owner = key.kind == .limit ? names.limits[part] : names.counters[part]
            try tables.add(-1, to: StateTables.scopes(of: owner, names.policy), in: &database)
        }
        hand = rows.count < Self.glance ? nil : rows.last?.key
    }

    /// Whether a counter cannot be told from a new one.
    private func isIdle(_ kind: StateKind, _ part: Int, _ bytes: [UInt8], at now: Int64) -> Bool {
        switch kind {
        case .budget, .commitment:
            guard let record = BudgetRecord(decoding: bytes) else { return false }
            _ = scratch.adopt(part: part, scope: nil, windowStart: windowStarts[part], record, at: now)
            _ = scratch.keptScope(part: part, scope: nil, windowStart: .min, at: now)
            guard let left = scratch.export(part: part, scope: nil) else { return false }
            // What has been announced in a window is known until its end.
            let hasPassed = left.bucketWidth > 0 && left.moment - record.moment >= Int64(left.ring.count)
            return left.settled == 0 && left.reserved == 0 && (left.announced == 0 || hasPassed)
        case .limit:
            guard let record = LimitRecord(decoding: bytes) else { return false }
            scratch.adopt(limit: part, scope: nil, nil, at: now)
            let new = scratch.export(limit: part, scope: nil)
            scratch.adopt(limit: part, scope: nil, record, at: now)
            _ = scratch.keptScope(limit: part, scope: nil, at: now)
            guard let left = scratch.export(limit: part, scope: nil) else { return false }
            return left.running == 0 && left.calls == 0 && left.levels == new?.levels
        case .switch, .rollout, .spend, .quality: return false
        }
    }
}
