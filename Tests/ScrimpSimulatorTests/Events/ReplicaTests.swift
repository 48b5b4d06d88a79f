import ScrimpCatalog
import ScrimpTestSupport
import Testing

@testable import ScrimpSimulator

/// A replica in closed form against one that is stepped.
@Suite struct ReplicaTests {
    private struct Stepped {
        var time: Double
        var started: Double
        var prompt: Double
        var left: Double
        var written = 0.0
    }

    /// Integrates `d(tokens)/dt = 1/step` in small steps; the closed form must end every sequence at the same time.
    @Test(arguments: 0..<12) func endsWhereSmallStepsEnd(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) + 100)
        let model = ServedModel(
            target: 0,
            step: StepTime(
                base: Double(random.below(20) + 1) / 1_000, perSequence: Double(random.below(10)) / 10_000,
                perContextToken: Double(random.below(3)) / 1_000_000),
            prefillPerToken: Double(random.below(3)) / 10_000, maximumBatch: 64, weightBytes: 0,
            cacheBytesPerToken: 0)
        let arrivals = (0..<8).map { _ in
            (
                at: Double(random.below(4_000)) / 1_000, prompt: Int64(random.below(600)),
                output: Int64(random.below(200))
            )
        }.sorted { $0.at < $1.at }
        let ends = Self.closed(model, arrivals)
        let expected = Self.stepped(model, arrivals)
        #expect(ends.count == arrivals.count)
        for (index, end) in ends.enumerated() {
            #expect(
                abs(end - expected[index]) < 0.01 + expected[index] * 1e-3, "\(index): \(end), not \(expected[index])")
        }
    }

    private static func closed(
        _ model: ServedModel, _ arrivals: [(at: Double, prompt: Int64, output: Int64)]
    ) -> [Double] {
        var replica = Replica(models: 1)
        var ends = [Double](repeating: -1, count: arrivals.count)
        func take(until limit: Int64) {
            while true {
                let next = replica.nextEnd([model])
                guard next < .max, next <= limit else { return }
                replica.advance(to: next, [model])
                while let done = replica.popComplete([model]) { ends[Int(done.job.place)] = Double(next) / 1e9 }
            }
        }
        for (index, arrival) in arrivals.enumerated() {
            let now = Int64(arrival.at * 1e9)
            take(until: now)
            replica.advance(to: now, [model])
            _ = replica.start(
                JobID(place: Int32(index), generation: 0), model: 0, prompt: arrival.prompt, output: arrival.output,
                serial: UInt64(index), [model])
        }
        take(until: .max)
        return ends
    }

    private static func stepped(
        _ model: ServedModel, _ arrivals: [(at: Double, prompt: Int64, output: Int64)]
    ) -> [Double] {
        let grain = 0.0005
        var ends = [Double](repeating: -1, count: arrivals.count)
        var running: [Int: Stepped] = [:]
        var (time, reads, next) = (0.0, 0.0, 0)
        while ends.contains(-1), time < 1_000 {
            while next < arrivals.count, arrivals[next].at <= time {
                running[next] = Stepped(
                    time: time, started: time, prompt: Double(arrivals[next].prompt),
                    left: Double(arrivals[next].output))
                reads = max(reads, arrivals[next].at) + Double(arrivals[next].prompt) * model.prefillPerToken
                next += 1
            }
            if time >= reads {
                for (index, sequence) in running where sequence.left <= 0 {
                    ends[index] = time
                    running[index] = nil
                }
                let context = running.values.reduce(0) { $0 + $1.prompt + $1.written }
                let step = model.step.seconds(batch: Double(running.count), contextTokens: context)
                for index in running.keys {
                    running[index]?.left -= grain / step
                    running[index]?.written += grain / step
                }
            }
            time += grain
        }
        return ends
    }

    @Test func roomIsMemoryOfAllModels() {
        func model(_ batch: Int) -> ServedModel {
            ServedModel(
                target: 0, step: StepTime(base: 0.01, perSequence: 0), prefillPerToken: 0, maximumBatch: batch,
                weightBytes: 0, cacheBytesPerToken: 0)
        }
        let models = [model(2), model(4)]
        var replica = Replica(models: 2)
        replica.advance(to: 0, models)
        func start(_ model: Int, _ number: UInt64) {
            _ = replica.start(
                JobID(place: Int32(number), generation: 0), model: model, prompt: 0, output: 10, serial: number, models)
        }
        start(0, 0)
        #expect(replica.hasRoom(for: 0, models))
        start(1, 1)
        #expect(!replica.hasRoom(for: 0, models))
        #expect(replica.hasRoom(for: 1, models))
        start(1, 2)
        #expect(!replica.hasRoom(for: 1, models))
        // Two models take turns: a step of each, ten milliseconds and ten.
        #expect(replica.nextEnd(models) == 200_000_000)
        #expect(replica.remove(JobID(place: 0, generation: 0)).written == 0)
        #expect(replica.nextEnd(models) == 100_000_000)
        #expect(replica.hasRoom(for: 0, models))
    }

    /// A sequence that is cut off has written what its time allowed.
    @Test func whatWasWritten() {
        let model = ServedModel(
            target: 0, step: StepTime(base: 0.01, perSequence: 0), prefillPerToken: 0.001, maximumBatch: 4,
            weightBytes: 0, cacheBytesPerToken: 0)
        var replica = Replica(models: 1)
        replica.advance(to: 0, [model])
        let first = replica.start(
            JobID(place: 1, generation: 0), model: 0, prompt: 100, output: 50, serial: 0, [model])
        #expect(first == 110_000_000)
        replica.advance(to: 305_000_000, [model])
        #expect(replica.remove(JobID(place: 1, generation: 0)) == (100, 20))
        #expect(replica.count == 0)
        #expect(replica.nextEnd([model]) == .max)
    }
}
