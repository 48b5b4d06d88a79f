import Glibc
import ScrimpEconomics
import ScrimpTestSupport
import Testing

@Suite struct MultiServerQueueTests {
    @Test func eightServersAtEightyFivePercent() throws {
        let queue = try #require(MultiServerQueue(servers: 8, arrivals: 6.8, services: 1))
        #expect(agree(queue.utilization, 0.85))
        #expect(abs(queue.waitingProbability - 0.57257) < 5e-6)
        #expect(abs(queue.meanWait - 0.47714) < 5e-6)
        #expect(abs((queue.probability(waitAbove: 1) ?? 0) - 0.17245) < 5e-6)
        #expect(agree(queue.meanQueue, 6.8 * queue.meanWait))
        #expect(queue.waitQuantile(0.2) == 0)
        for share in [0.5, 0.9, 0.99] {
            let wait = try #require(queue.waitQuantile(share))
            #expect(agree(queue.probability(waitAbove: wait), 1 - share))
        }
    }

    /// A queue of its own, simulated: eight servers, first come first served.
    @Test func aSimulatedQueueWaitsAsLong() throws {
        let queue = try #require(MultiServerQueue(servers: 8, arrivals: 6.8, services: 1))
        var generator = SeededGenerator(seed: 21)
        var free = [Double](repeating: 0, count: 8)
        var now = 0.0
        var waits: [Double] = []
        for _ in 0..<200_000 {
            now += -log1p(-generator.number(0...0.9999999)) / 6.8
            let server = free.indices.min { free[$0] < free[$1] } ?? 0
            let start = max(now, free[server])
            free[server] = start + -log1p(-generator.number(0...0.9999999))
            waits.append(start - now)
        }
        let interval = try #require(BatchMeans(waits, confidence: 0.999))
        #expect(interval.low < queue.meanWait && queue.meanWait < interval.high)
        let long = Double(waits.count { $0 > 1 }) / Double(waits.count)
        #expect(abs(long - 0.17245) < 0.02)
    }

    @Test func unstableQueuesAreNone() {
        #expect(MultiServerQueue(servers: 2, arrivals: 2, services: 1) == nil)
        #expect(MultiServerQueue(servers: 0, arrivals: 0, services: 1) == nil)
        #expect(MultiServerQueue(servers: 2, arrivals: -1, services: 1) == nil)
        #expect(MultiServerQueue(servers: 2, arrivals: 1, services: 0) == nil)
        let idle = MultiServerQueue(servers: 2, arrivals: 0, services: 1)
        #expect(idle?.meanWait == 0)
        #expect(idle?.waitQuantile(0.99) == 0)
        #expect(idle?.waitQuantile(1) == nil)
        #expect(idle?.probability(waitAbove: .nan) == nil)
        #expect(idle?.probability(waitAbove: -1) == 1)
        for first in nastyNumbers {
            for second in nastyNumbers {
                guard let queue = MultiServerQueue(servers: 3, arrivals: first, services: second) else { continue }
                #expect(queue.meanWait >= 0)
            }
        }
    }
}

@Suite struct PollaczekKhinchineTests {
    @Test func knownServices() {
        // Exponential services: M/M/1, ρ/(μ − λ).
        #expect(agree(PollaczekKhinchine.meanWait(arrivals: 0.5, meanService: 1, deviation: 1), 1))
        // Services of equal length wait half as long.
        #expect(agree(PollaczekKhinchine.meanWait(arrivals: 0.5, meanService: 1, deviation: 0), 0.5))
        for load in [0.1, 0.5, 0.9] {
            let queue = MultiServerQueue(servers: 1, arrivals: load * 4, services: 4)
            #expect(
                agree(
                    PollaczekKhinchine.meanWait(arrivals: load * 4, meanService: 0.25, deviation: 0.25),
                    queue?.meanWait ?? .nan))
        }
    }

    @Test func unstableQueuesAreNone() {
        #expect(PollaczekKhinchine.meanWait(arrivals: 1, meanService: 1, deviation: 0) == nil)
        #expect(PollaczekKhinchine.meanWait(arrivals: 1, meanService: 0.5, deviation: .infinity) == nil)
        #expect(PollaczekKhinchine.meanWait(arrivals: 1, meanService: 0.5, deviation: -1) == nil)
        #expect(PollaczekKhinchine.meanWait(arrivals: .nan, meanService: 0.5, deviation: 1) == nil)
        #expect(PollaczekKhinchine.meanWait(arrivals: 0, meanService: 0, deviation: 0) == 0)
    }
}
