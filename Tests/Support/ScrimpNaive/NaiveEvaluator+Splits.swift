import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

extension NaiveEvaluator {
    /// The arm that a request's sticky key falls into: its place among all keys is a number in [0, 1), the arms are intervals of it.
    func draw(_ arms: [Chain.Arm], _ request: NaiveRequest) -> Int? {
        var names = policy.name.value
        for arm in arms { names += "\u{0}" + policy.models[arm.model].name }
        let bucket = StableHash.mix(StableHash.hash(names.utf8) ^ stickyHash(request))
        guard let place = Rational(Int128(bucket), 1 << 64) else { return nil }
        var end = Rational.zero
        for arm in arms {
            guard let sum = end.adding(arm.share) else { return nil }
            end = sum
            if place < end { return arm.model }
        }
        return arms.last?.model
    }

    private func stickyHash(_ request: NaiveRequest) -> UInt64 {
        guard let sticky = policy.settings.sticky?.value else {
            guard let content = request.content else { return 0 }
            return StableHash.mix(content.high ^ StableHash.mix(content.low))
        }
        switch request.values[sticky] {
        case .text(let text): return StableHash.hash(text.utf8)
        case .boolean(let value): return StableHash.mix(value ? 1 : 0)
        case .enumerationCase(let index): return StableHash.mix(UInt64(index))
        case .number(let number):
            // As a request holds it: money in pico-dollars, ratios in billionths.
            let scale: Int128 =
                switch policy.attributes[sticky].kind {
                case .money: 1_000_000_000_000
                case .ratio: 1_000_000_000
                default: 1
                }
            let held = number.multiplied(by: Rational(whole: scale))?.rounded ?? 0
            return StableHash.mix(UInt64(bitPattern: Int64(clamping: held)))
        case .time, .day: return 0
        }
    }
}
