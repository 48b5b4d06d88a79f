import ScrimpEconomics
import Testing

@Suite struct TornadoTests {
    @Test func barsGoFromTheTenthToTheNinetiethPercentile() throws {
        let samplers = try [
            Sampler(.uniform(low: 0, high: 1)), Sampler(.uniform(low: 0, high: 10)), Sampler(.constant(4)),
            Sampler(.uniform(low: 0, high: 2)),
        ]
        let tornado = Tornado(samplers) { $0[0] - 2 * $0[1] + $0[2] + 3 * $0[3] }
        #expect(agree(tornado.middle, 0.5 - 10 + 4 + 3))
        #expect(tornado.bars.map(\.input) == [1, 3, 0, 2])
        let first = try #require(tornado.bars.first)
        #expect(agree(first.lowInput, 1))
        #expect(agree(first.highInput, 9))
        #expect(agree(first.low, tornado.middle + 8))
        #expect(agree(first.high, tornado.middle - 8))
        #expect(agree(first.swing, 16))
        #expect(tornado.bars.last?.swing == 0)
    }

    @Test func outcomesWithoutAValueComeLast() throws {
        let sampler = try Sampler(.uniform(low: -1, high: 1))
        let tornado = Tornado([sampler, sampler, sampler, sampler]) { numbers in
            if numbers[0] < 0 { return .nan }
            if numbers[2] > 0 { return .infinity }
            return numbers[1] + numbers[3]
        }
        #expect(tornado.bars.map(\.input) == [2, 1, 3, 0])
        #expect(Tornado([]) { _ in 3 }.middle == 3)
    }
}
