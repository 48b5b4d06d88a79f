#if Redis
public import ScrimpRuntime
internal import Synchronization
internal import ScrimpQuantities

// Records: positions of switches and stages of rollouts, which all hosts share. What was spent, and how good answers were, lately is
// each host's own.
extension RedisStore {
    private static let attempts = 8

    public func update(_ record: SharedRecord, in state: LocalState, at now: Int64, _ change: () -> Void) {
        switch record {
        case .switches: updateSwitches(in: state, at: now, change)
        case .rollout(let index): updateRollout(index, in: state, at: now, change)
        case .spend, .quality: change()
        }
    }

    private func updateSwitches(in state: LocalState, at now: Int64, _ change: () -> Void) {
        guard let names = books.withLock({ $0?.names }) else { return change() }
        let before = state.switchPositions
        change()
        let after = state.switchPositions
        for (index, name) in names.switches.enumerated() where index < LocalState.bitLimit {
            let bit: UInt64 = 1 << UInt64(index)
            guard (before ^ after) & bit != 0 else { continue }
            unwritten.withLock { $0[name] = after & bit != 0 ? "1" : "0" }
        }
        writeSwitches(names, at: now)
    }

    /// Writes what has been changed here; it is kept for later where Redis does not answer.
    private func writeSwitches(_ names: KeyNames, at now: Int64) {
        let changes = unwritten.withLock { $0 }
        guard !changes.isEmpty else { return }
        var call = ScriptCall(RecordScripts.write, keys: [names.version, names.switchesKey])
        for (name, value) in changes {
            call.append(name)
            call.append(value)
        }
        guard (try? ask(call, at: now)) != nil else { return }
        unwritten.withLock { unwritten in
            for (name, value) in changes where unwritten[name] == value { unwritten[name] = nil }
        }
    }

    private func updateRollout(_ index: Int, in state: LocalState, at now: Int64, _ change: () -> Void) {
        guard let names = books.withLock({ $0?.names }), names.rollouts.indices.contains(index) else { return change() }
        var known = Self.hexadecimal(state.export(rollout: index).encode())
        if state.export(rollout: index) == .unstarted { known = "" }
        for _ in 0..<Self.attempts {
            change()
            let changed = Self.hexadecimal(state.export(rollout: index).encode())
            let call = ScriptCall(
                RecordScripts.replace, keys: [names.version, names.rolloutsKey],
                [names.rollouts[index], known, changed])
            guard let present = try? ask(call, at: now).string else {
                // Stages advance anew when Redis is back; what somebody decided must not get lost.
                let isReverted = state.export(rollout: index).isReverted
                unwrittenReversions.withLock { $0[index] = isReverted }
                return
            }
            if present == changed { return }
            // Another host was first: the change is made to what it has left.
            known = present
            let record = Self.bytes(present).flatMap { RolloutStages(decoding: $0) }
            state.restore(rollout: index, record ?? .unstarted)
        }
    }

    /// Writes reversions, and what was resumed, while Redis did not answer.
    private func writeReversions(in state: LocalState, at now: Int64) {
        let changes = unwrittenReversions.withLock { changes in
            let all = changes
            changes = [:]
            return all
        }
        for (index, isReverted) in changes {
            updateRollout(index, in: state, at: now) {
                var record = state.export(rollout: index)
                if isReverted { record.revert() } else { record.resume(at: now) }
                state.restore(rollout: index, record)
            }
        }
    }

    /// Takes up what other hosts have changed.
    func readRecords(in state: LocalState, at now: Int64) {
        guard let names = books.withLock({ $0?.names }), !names.switches.isEmpty || !names.rollouts.isEmpty else {
            return
        }
        writeSwitches(names, at: now)
        writeReversions(in: state, at: now)
        let call = ScriptCall(
            RecordScripts.read, keys: [names.version, names.switchesKey, names.rolloutsKey], [version.withLock { $0 }])
        guard let parts = try? ask(call, at: now).elements, parts.count == 3,
            let current = parts[0].string, let switches = parts[1].fields, let rollouts = parts[2].fields
        else { return }
        let changedHere = unwritten.withLock { $0 }
        for (index, name) in names.switches.enumerated() where index < LocalState.bitLimit {
            guard changedHere[name] == nil, let position = switches[name]?.string else { continue }
            state.setThrown(index, position == "1")
        }
        for (index, name) in names.rollouts.enumerated() {
            guard let bytes = rollouts[name]?.string.flatMap({ Self.bytes($0) }) else { continue }
            guard let record = RolloutStages(decoding: bytes) else { continue }
            state.restore(rollout: index, record)
        }
        version.withLock { $0 = current }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var result: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16) else {
                return nil
            }
            result.append(byte)
        }
        return result
    }
}

extension KeyNames {
    var version: String { "\(prefix):version" }
    var switchesKey: String { "\(prefix):switches" }
    var rolloutsKey: String { "\(prefix):rollouts" }
}
#endif
