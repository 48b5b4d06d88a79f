/// From figures to places: a range that holds all of them and zero, with round marks.
struct Scale {
    let low: Double
    let high: Double
    /// Round values within the range, rising.
    let ticks: [Double]

    /// - Parameter startsAtZero: whether the range holds zero though no figure is there.
    /// - Parameter endsRound: whether the ends are round numbers too.
    init(_ values: [Double], startsAtZero: Bool = true, endsRound: Bool = true, ticks count: Int = 5) {
        let finite = values.filter(\.isFinite) + (startsAtZero || values.allSatisfy { !$0.isFinite } ? [0] : [])
        var low = finite.min() ?? 0
        var high = finite.max() ?? 0
        if high <= low {
            // One figure alone has no range: some room on both sides of it.
            let room = max(abs(low) * 0.1, 1)
            (low, high) = low == 0 ? (0, 1) : (low - room, high + room)
        }
        let step = Self.step((high - low) / Double(max(count - 1, 1)))
        let first = (low / step).rounded(.down)
        let last = (high / step).rounded(.up)
        if startsAtZero, endsRound {
            (low, high) = (first * step, last * step)
        }
        self.low = low
        self.high = high
        ticks = stride(from: 0, through: min(last - first, 50), by: 1).map { (first + $0) * step }
            .filter { $0 >= low && $0 <= high }
    }

    /// 1, 2 or 5 times a power of ten, at least so much.
    private static func step(_ least: Double) -> Double {
        guard least > 0, least.isFinite else { return 1 }
        let power = Double.powerOfTen(upTo: least)
        let factor = least / power
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10)
    }

    /// From 0 at the low end to 1 at the high one; beyond them at the end.
    func share(_ value: Double) -> Double {
        guard !value.isNaN, high > low else { return 0 }
        return min(max((value - low) / (high - low), 0), 1)
    }
}

extension Double {
    /// As short as an axis wants it: `$47k`, `$1.25M`.
    var axisDollars: String { (self < 0 ? "-$" : "$") + abs(self).axisCount }

    /// `380`, `2.5k`, `47k`, `1.25M`, `3bn`.
    var axisCount: String {
        let units: [(Double, String)] = [(1e12, "T"), (1e9, "bn"), (1e6, "M"), (1e3, "k")]
        for (unit, name) in units where abs(self) >= unit { return (self / unit).plain(2) + name }
        return abs(self) >= 1 || self == 0 ? plain(2) : plain(6)
    }

    /// The greatest power of ten that is not above a positive number.
    static func powerOfTen(upTo number: Double) -> Double {
        guard number.isFinite, number > 0 else { return 1 }
        var power = 1.0
        while power <= number / 10 { power *= 10 }
        while power > number { power /= 10 }
        return power
    }
}
