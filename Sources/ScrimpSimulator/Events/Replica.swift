import ScrimpCatalog

/// One copy of a pool's models at work: continuous batching as processor sharing.
///
/// Every sequence that runs gets one token in each step, so that all of them have the same virtual time, which is the number of
/// steps so far: a sequence ends when it has advanced by its tokens. A step takes what `StepTime` says; the tokens that it
/// reads grow by one per sequence and step, so that the time for k steps is `a·k + b·k²/2`, which is solved in closed form in
/// both directions. Models that share a replica take turns: a step of each. Reading a prompt holds all of them up, as
/// engines that read prompts first do. So an arrival or an end costs O(log n), whatever the lengths.
struct Replica {
    enum State { case none, starting, up, leaving }

    var state = State.none
    /// Takes the place of spot hardware that is away.
    var isOnDemand = false
    /// Distinguishes the hardware from what was in this place before.
    var life: UInt32 = 0
    var heldSince: Int64 = 0

    // Of the event at which the next sequence may be complete.
    var stamp: UInt32 = 0
    var dueAt: Int64 = .max

    private var sequences = SequenceHeap()
    /// Sequences by model, and the tokens that they hold.
    private var counts: [Int]
    private var contexts: [Double]
    private var virtual = 0.0
    private var moment: Int64 = .min
    /// Until when prompts are read and nothing is written.
    private var readsUntil: Int64 = .min

    init(models: Int) {
        counts = [Int](repeating: 0, count: models)
        contexts = [Double](repeating: 0, count: models)
    }

    var count: Int { sequences.count }
    /// Up to when it has been advanced.
    var lastMoment: Int64 { moment }

    func hasRoom(for model: Int, _ models: [ServedModel]) -> Bool {
        // The memory that the sequences of each model take, as shares of what fits.
        if models.count == 1 { return counts[0] < models[0].maximumBatch }
        var share = 1 / Double(max(models[model].maximumBatch, 1))
        for index in models.indices { share += Double(counts[index]) / Double(max(models[index].maximumBatch, 1)) }
        return share <= 1 + 1e-9
    }

    /// Lets time pass.
    mutating func advance(to now: Int64, _ models: [ServedModel]) {
        defer { moment = max(moment, now) }
        let start = max(moment, readsUntil)
        guard now > start, sequences.count > 0 else { return }
        let (step, growth) = stepTime(models)
        let passed = Double(now.distance(since: start))
        let root = (step * step + 2 * growth * passed).squareRoot()
        guard step + root > 0 else { return }
        let steps = 2 * passed / (step + root)
        virtual += steps
        for index in counts.indices { contexts[index] += Double(counts[index]) * steps }
    }

    /// Starts a sequence now; the replica must have been advanced.
    /// - Returns: when its first token is written, as far as is known now.
    mutating func start(
        _ job: JobID, model: Int, prompt: Int64, output: Int64, serial: UInt64, _ models: [ServedModel]
    ) -> Int64 {
        if sequences.count == 0 { virtual = 0 }
        let reading = Double(prompt) * models[model].prefillPerToken * 1e9
        readsUntil = max(moment, readsUntil).later(byUpTo: reading)
        counts[model] += 1
        contexts[model] += Double(prompt)
        sequences.push(
            RunningSequence(
                end: virtual + Double(output), serial: serial, job: job, model: Int32(truncatingIfNeeded: model),
                prompt: prompt, output: output))
        return output > 0 ? readsUntil.later(byUpTo: stepTime(models).step) : readsUntil
    }

    /// When the next sequence ends if nothing changes; the greatest time where it never does.
    func nextEnd(_ models: [ServedModel]) -> Int64 {
        guard let first = sequences.first else { return .max }
        return max(moment, readsUntil).later(byUpTo: time(for: first.end - virtual, models))
    }

    /// The next sequence that is complete now; to within a nanosecond, the grain of time.
    mutating func popComplete(_ models: [ServedModel]) -> RunningSequence? {
        guard moment >= readsUntil, let first = sequences.first, time(for: first.end - virtual, models) < 1 else {
            return nil
        }
        guard let done = sequences.pop() else { return nil }
        forget(done, written: Double(done.output))
        return done
    }

    /// Takes out a sequence before its end; answers its prompt and the tokens that it has written.
    mutating func remove(_ job: JobID) -> (prompt: Int64, written: Int64) {
        guard let removed = sequences.remove(job) else { return (0, 0) }
        let written = self.written(removed)
        forget(removed, written: written)
        return (removed.prompt, Int64(written))
    }

    /// Takes out all of them, each with the tokens that it has written.
    mutating func removeAll() -> [(job: JobID, prompt: Int64, written: Int64)] {
        let removed = sequences.removeAll().map { ($0.job, $0.prompt, Int64(written($0))) }
        for index in counts.indices { (counts[index], contexts[index]) = (0, 0) }
        readsUntil = .min
        return removed
    }

    private func written(_ sequence: RunningSequence) -> Double {
        min(max(Double(sequence.output) - (sequence.end - virtual), 0), Double(sequence.output))
    }

    private mutating func forget(_ sequence: RunningSequence, written: Double) {
        let model = Int(sequence.model)
        counts[model] -= 1
        // What rounding has left goes with the last.
        contexts[model] = counts[model] == 0 ? 0 : max(contexts[model] - Double(sequence.prompt) - written, 0)
    }

    /// Nanoseconds of the next step of all models, and what each step adds.
    private func stepTime(_ models: [ServedModel]) -> (step: Double, growth: Double) {
        var step = 0.0
        var growth = 0.0
        for index in counts.indices where counts[index] > 0 {
            step += models[index].step.seconds(batch: Double(counts[index]), contextTokens: contexts[index])
            growth += models[index].step.perContextToken * Double(counts[index])
        }
        return (step * 1e9, growth * 1e9)
    }

    private func time(for steps: Double, _ models: [ServedModel]) -> Double {
        guard steps > 0 else { return 0 }
        let (step, growth) = stepTime(models)
        return step * steps + growth * steps * steps / 2
    }
}
