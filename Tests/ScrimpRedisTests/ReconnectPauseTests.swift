#if Redis
@testable import ScrimpRedis
import ScrimpQuantities
import Testing

@Suite struct ReconnectPauseTests {
    @Test func pausesGrowUpToALongestOne() {
        var pause = ReconnectPause()
        var now = Instant(nanoseconds: 0)
        #expect(pause.hasPassed(at: now))
        var lengths: [Int64] = []
        for _ in 0..<12 {
            pause.failed(at: now)
            #expect(!pause.hasPassed(at: pause.until.advanced(by: -1)))
            #expect(pause.hasPassed(at: pause.until))
            lengths.append(pause.length)
            now = pause.until
        }
        #expect(lengths.first == ReconnectPause.shortest)
        #expect(lengths.last == ReconnectPause.longest)
        #expect(zip(lengths, lengths.dropFirst()).allSatisfy { $0 <= $1 })
        pause.succeeded()
        #expect(pause.hasPassed(at: Instant(nanoseconds: 0)))
    }
}
#endif
