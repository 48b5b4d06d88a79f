import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct ShapleyTests {
    /// One left and two right gloves: only a pair is worth something, and the left glove is worth more (2/3, 1/6, 1/6).
    @Test func gloves() throws {
        let parts = try #require(Shapley.exact(players: 3) { $0 & 1 == 1 && $0 & 6 != 0 ? 1 : 0 })
        for (found, value) in zip(parts, [2.0 / 3, 1.0 / 6, 1.0 / 6]) { #expect(agree(found, value)) }
    }

    /// The airport game: each pays for the part of the runway that it needs (S. Littlechild, G. Owen, 1973).
    @Test func airport() throws {
        let lengths = [8.0, 11, 13, 18]
        let parts = try #require(
            Shapley.exact(players: 4) { set in
                lengths.indices.filter { set >> UInt64($0) & 1 == 1 }.map { lengths[$0] }.max() ?? 0
            })
        for (found, value) in zip(parts, [2, 3, 4, 9]) { #expect(agree(found, Double(value))) }
    }

    /// A cached answer saves nothing by routing: savings that overlap are shared, and add up exactly.
    @Test func overlappingSavings() throws {
        let savings: [UInt64: Int128] = [0: 0, 1: 101, 2: 50, 3: 120]
        let parts = try #require(Shapley.exactAmounts(players: 2) { savings[$0] ?? 0 })
        // 85.5 and 34.5.
        #expect(parts == [86, 34])
    }

    @Test func valuesThatCannotBeHadAreHandedOn() {
        struct Broken: Error {}
        #expect(throws: Broken.self) {
            try Shapley.exact(players: 2) { set throws(Broken) in
                if set == 3 { throw Broken() }
                return 1
            }
        }
    }

    /// Efficiency, null players, symmetry and additivity define the value.
    @Test(arguments: 1...6)
    func axioms(players: Int) throws {
        var generator = SeededGenerator(seed: UInt64(90 + players))
        let all = 1 << players
        for _ in 0..<40 {
            var values = (0..<all).map { _ in generator.number(-100...100) }
            values[0] = 3
            // The last player adds nothing; the first two are alike.
            for set in 0..<all where set >> (players - 1) & 1 == 1 { values[set] = values[set ^ 1 << (players - 1)] }
            if players > 3 {
                for set in 0..<all where set & 3 == 2 { values[set] = values[set ^ 3] }
            }
            let parts = try #require(Shapley.exact(players: players) { values[Int($0)] })
            #expect(abs(parts.reduce(0, +) - (values[all - 1] - values[0])) < 1e-10)
            #expect(parts.last == 0)
            if players > 3 { #expect(abs(parts[0] - parts[1]) < 1e-10) }
            let doubled = try #require(Shapley.exact(players: players) { 2 * values[Int($0)] + Double($0 & 1) })
            #expect(abs(doubled[0] - 2 * parts[0] - 1) < 1e-10)
        }
    }

    @Test(arguments: 0...6)
    func amountsAddUpExactly(players: Int) throws {
        var generator = SeededGenerator(seed: UInt64(100 + players))
        for _ in 0..<60 {
            let values = (0..<1 << players).map { _ in generator.int128(bits: 90) }
            var asked: [UInt64] = []
            let parts = try #require(
                Shapley.exactAmounts(players: players) {
                    asked.append($0)
                    return values[Int($0)]
                })
            #expect(asked == Array(0..<UInt64(1 << players)))
            #expect(parts.reduce(0, +) == values[values.count - 1] - values[0])
            let rough = try #require(Shapley.exact(players: players) { Double(values[Int($0)]) })
            for (part, value) in zip(parts, rough) {
                #expect(abs(Double(part) - value) <= 1 + 1e-9 * 0x1p90)
            }
        }
    }

    @Test func tooMuchIsNil() {
        #expect(Shapley.exact(players: -1) { _ in 0 } == nil)
        #expect(Shapley.exact(players: 17) { _ in 0 } == nil)
        #expect(Shapley.exact(players: 0) { _ in 0 } == [])
        #expect(Shapley.exactAmounts(players: 11) { _ in 0 } == nil)
        #expect(Shapley.exactAmounts(players: 2) { $0 == 3 ? .max : .min } == nil)
        #expect(Shapley.exactAmounts(players: 3) { $0 == 7 ? .max : 0 } == nil)
        #expect(Shapley.sampled(players: 3, orders: 1, seed: 1) { _ in 0 } == nil)
        #expect(Shapley.sampled(players: 65, orders: 2, seed: 1) { _ in 0 } == nil)
        #expect(Shapley.sampled(players: 0, orders: 2, seed: 1) { _ in 0 }?.parts == [])
    }
}

@Suite struct ShapleySampledTests {
    /// Value of a set of eight: overlapping parts of a whole, each lever taking its share of what is left.
    private func saved(_ set: UInt64) -> Double {
        var left = 100.0
        for player in 0..<8 where set >> UInt64(player) & 1 == 1 { left *= 1 - 0.05 * Double(player + 1) }
        return 100 - left
    }

    @Test func samplesAreCloseToTheExactParts() throws {
        let exact = try #require(Shapley.exact(players: 8, value: saved))
        let sampled = try #require(Shapley.sampled(players: 8, orders: 2000, seed: 5, value: saved))
        #expect(sampled.orders == 2000)
        #expect(sampled.evaluations <= 256)
        #expect(abs(sampled.parts.reduce(0, +) - saved(255)) < 1e-9)
        for player in 0..<8 {
            #expect(sampled.errors[player] > 0)
            #expect(abs(sampled.parts[player] - exact[player]) < 4.5 * sampled.errors[player])
        }
        #expect(Shapley.sampled(players: 8, orders: 2000, seed: 5, value: saved) == sampled)
        #expect(Shapley.sampled(players: 8, orders: 2000, seed: 6, value: saved) != sampled)
    }

    @Test func aSetIsAskedForOnce() {
        var asked: [UInt64: Int] = [:]
        _ = Shapley.sampled(players: 5, orders: 300, seed: 1) { set in
            asked[set, default: 0] += 1
            return Double(set.nonzeroBitCount)
        }
        #expect(asked.values.allSatisfy { $0 == 1 })
        #expect(asked.count == 32)
    }

    @Test func manyPlayers() throws {
        let sampled = try #require(
            Shapley.sampled(players: 64, orders: 3, seed: 1) { Double($0.nonzeroBitCount) })
        for (part, error) in zip(sampled.parts, sampled.errors) {
            #expect(part == 1)
            #expect(error == 0)
        }
    }
}
