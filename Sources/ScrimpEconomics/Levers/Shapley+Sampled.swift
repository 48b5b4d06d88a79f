extension Shapley {
    /// Parts that were estimated from some orders of the players: not exact, and to be labelled so.
    package struct Sampled: Sendable, Equatable {
        /// They add up to the value of all less that of none, but for rounding.
        package let parts: [Double]
        /// The standard error of each part.
        package let errors: [Double]
        package let orders: Int
        /// How many different sets were asked for.
        package let evaluations: Int
    }

    package static let mostSampled = 64

    /// What each player adds, averaged over orders that are picked by a seed; every set is asked for at most once. Nil for
    /// fewer than two orders, and for a number of players that is negative or above `mostSampled`.
    package static func sampled<Failure: Error>(
        players: Int, orders: Int, seed: UInt64, value: (UInt64) throws(Failure) -> Double
    ) throws(Failure) -> Sampled? {
        guard players >= 0, players <= mostSampled, orders >= 2 else { return nil }
        var known: [UInt64: Double] = [:]
        var means = [Double](repeating: 0, count: players)
        var squares = means
        for round in 0..<orders {
            var set: UInt64 = 0
            var before = try asked(set, &known, value)
            for player in order(players, seed, round) {
                set |= 1 << UInt64(player)
                let after = try asked(set, &known, value)
                let gain = after - before
                // The running mean and sum of squares (B. Welford, 1962).
                let distance = gain - means[player]
                means[player] += distance / Double(round + 1)
                squares[player] += distance * (gain - means[player])
                before = after
            }
        }
        let number = Double(orders)
        return Sampled(
            parts: means, errors: squares.map { ($0 / (number - 1) / number).squareRoot() }, orders: orders,
            evaluations: known.count)
    }

    private static func asked<Failure: Error>(
        _ set: UInt64, _ known: inout [UInt64: Double], _ value: (UInt64) throws(Failure) -> Double
    ) throws(Failure) -> Double {
        if let answer = known[set] { return answer }
        let answer = try value(set)
        known[set] = answer
        return answer
    }

    /// An order of the players, all equally likely (R. Fisher, F. Yates, 1938).
    private static func order(_ players: Int, _ seed: UInt64, _ round: Int) -> [Int] {
        let bits = PositionalBits(seed: seed, stream: UInt64(round))
        var order = Array(0..<players)
        for place in stride(from: players - 1, to: 0, by: -1) {
            let other = Int(bits.bits(UInt64(place)).multipliedFullWidth(by: UInt64(place + 1)).high)
            order.swapAt(place, other)
        }
        return order
    }
}
