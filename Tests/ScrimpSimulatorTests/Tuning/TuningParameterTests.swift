import ScrimpQuantities
import ScrimpSemantics
import ScrimpSimulator
import Testing

@Suite struct TuningParameterTests {
    private static func ladder(_ low: Quantity, _ high: Quantity) -> [String] {
        TuningParameter.ladder(from: low, to: high).map(\.text)
    }

    private static func percent(_ value: Int128) -> Quantity { Quantity(Rational(value, 100) ?? .zero, scale: .ratio) }
    private static func whole(_ value: Int128, _ dimension: Dimension = .none) -> Quantity {
        Quantity(Rational(whole: value), dimension)
    }

    @Test func stepsAreOfThePowersOfTen() {
        let percents = Self.ladder(Self.percent(20), Self.percent(80))
        #expect(percents.count == 6_001)
        #expect(percents.prefix(2) == ["20%", "20.01%"] && percents.last == "80%")
        #expect(Self.ladder(Self.percent(0), Self.percent(100)).count == 1_001)
        #expect(Self.ladder(Self.whole(1), Self.whole(4)) == ["1", "2", "3", "4"])
        #expect(Self.ladder(Self.whole(3), Self.whole(3)) == ["3"])
        #expect(Self.ladder(Self.whole(100, .tokens), Self.whole(90_000, .tokens)).count == 8_991)
        #expect(Self.ladder(Self.whole(100, .tokens), Self.whole(102, .tokens)) == ["100 tok", "101 tok", "102 tok"])
        #expect(Self.ladder(Self.whole(1, .money), Self.whole(2, .money)).count == 1_001)
        let durations = Self.ladder(Self.whole(1_000_000_000, .time), Self.whole(3_000_000_000, .time))
        #expect(durations.count == 2_001)
        #expect(durations.prefix(2) == ["1 s", "1001 ms"])
    }

    @Test func theyAscendAndHoldBothEnds() {
        for (low, high) in [(1, 7), (3, 1_000_000), (0, 99_999)] as [(Int128, Int128)] {
            let values = TuningParameter.ladder(from: Self.percent(low), to: Self.percent(high)).map(\.value)
            #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
            #expect(values.first == Self.percent(low).value && values.last == Self.percent(high).value)
            #expect(values.count <= 10_001)
        }
    }
}
