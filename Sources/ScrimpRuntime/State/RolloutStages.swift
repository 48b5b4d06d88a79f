/// How far one rollout has come. A stage list is told from another by its signature; a policy that is deployed anew with
/// the same list goes on where it was.
package struct RolloutStages: Hashable, Sendable {
    /// When the present stage began, in nanoseconds since 1970.
    package private(set) var startedAt: Int64
    /// From 0.
    package private(set) var stage = 0
    package private(set) var isReverted = false
    package private(set) var signature: UInt64

    /// Of a rollout that no request has met yet; no stage list has its signature.
    package static let unstarted = RolloutStages(signature: 0, at: 0)

    package init(signature: UInt64, at now: Int64) {
        self.signature = signature
        startedAt = now
    }

    /// Goes on to the next stage if its time has come. A late call goes on by one only, and the next one's clock starts now.
    /// - Parameters:
    ///   - every: nanoseconds that a stage lasts at least.
    ///   - stages: how many there are.
    ///   - mayAdvance: false holds the present stage; its clock goes on.
    /// - Returns: whether the stage is another one.
    package mutating func advance(now: Int64, every: Int64, stages: Int, mayAdvance: Bool) -> Bool {
        guard mayAdvance, !isReverted, stage < stages - 1 else { return false }
        guard now >= startedAt, now.elapsed(since: startedAt) >= every else { return false }
        stage += 1
        startedAt = now
        return true
    }

    /// Everyone gets what there was before, until somebody resumes.
    package mutating func revert() { isReverted = true }

    /// Lifts a reversion. The stage is the one that it was, and its clock starts anew: time that nobody spent in it does not
    /// count.
    package mutating func resume(at now: Int64) {
        guard isReverted else { return }
        isReverted = false
        startedAt = max(startedAt, now)
    }

    /// Another stage list starts from the beginning, not reverted; the same one keeps its place.
    package mutating func adopt(signature: UInt64, at now: Int64) {
        guard signature != self.signature else { return }
        self = RolloutStages(signature: signature, at: now)
    }
}

extension RolloutStages {
    private static let version: UInt8 = 1

    package func encode() -> [UInt8] {
        var writer = RecordWriter(version: Self.version)
        writer.write(signature)
        writer.write(startedAt)
        writer.write(UInt32(clamping: stage))
        writer.write(isReverted)
        return writer.finish()
    }

    /// Nil where the bytes are not a record of a rollout.
    package init?(decoding bytes: [UInt8]) {
        guard var reader = RecordReader(bytes, version: Self.version) else { return nil }
        guard let signature = reader.read(UInt64.self), let startedAt = reader.read(Int64.self) else { return nil }
        guard let stage = reader.read(UInt32.self), let isReverted = reader.readFlag(), reader.isAtEnd else {
            return nil
        }
        self.init(signature: signature, at: startedAt)
        self.stage = Int(stage)
        self.isReverted = isReverted
    }
}
