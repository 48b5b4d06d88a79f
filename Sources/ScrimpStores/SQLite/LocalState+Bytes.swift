import ScrimpRuntime

extension LocalState {
    /// The bytes of a record that is kept as a whole; nil for switches, which have a record each.
    func bytes(of record: SharedRecord) -> [UInt8]? {
        switch record {
        case .switches: nil
        case .rollout(let index): export(rollout: index).encode()
        case .spend(let index): export(spend: index)
        case .quality(let index): export(quality: index)
        }
    }

    /// Takes over a record that is kept as a whole; false where the bytes are not such a record.
    func adopt(_ record: SharedRecord, _ bytes: [UInt8]) -> Bool {
        switch record {
        case .switches: return false
        case .rollout(let index):
            guard let stages = RolloutStages(decoding: bytes) else { return false }
            restore(rollout: index, stages)
        case .spend(let index):
            guard let sums = RollingSums(decoding: bytes), sums.length == spendLengths[index] else { return false }
            restore(spend: index, sums)
        case .quality(let index):
            guard let window = QualityWindow(decoding: bytes), window.length == qualityKeys[index].length else {
                return false
            }
            restore(quality: index, window)
        }
        return true
    }

    /// The latest time seen.
    var latest: Int64 { advance(to: 0) }
}
