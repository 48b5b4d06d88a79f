import ScrimpRuntime

/// Names a job; places are used again, generations are not.
struct JobID: Hashable {
    var place: Int32
    var generation: UInt32
}

/// A request as it is on its way, from arrival to answer.
struct RequestOrigin {
    var usage: CallUsage
    var arrival: Int64
    /// By arrival.
    var number: Int64
    /// Where the request is kept, for another try; −1 while it is the one at hand.
    var slot: Int32 = -1
    /// Where its recorded qualities are kept; −1 for none.
    var grades: Int32 = -1
    var hasWaited = false
    /// Of the decision before: budgets that have routed it.
    var acted: UInt128 = 0
}

/// One call that has not ended, or a request that waits.
struct Job {
    enum State { case free, waiting, gathering, queued, running }

    var decision: Decision
    var origin: RequestOrigin
    var state = State.free
    var generation: UInt32 = 0
    var target: Int32 = 0
    var isShadow = false
    var isPrefixWarm = false
    /// When it began to be served, and when its first token is written.
    var start: Int64 = 0
    var firstToken: Int64 = 0
    /// Tokens that were written before it failed; −1 where it never began.
    var written: Int64 = -1
    var run: Int32 = -1
    var replica: Int32 = -1
    /// In the list of free places, of a group that is gathered, or of the calls of a target.
    var next: Int32 = -1
    var previous: Int32 = -1
}

/// All jobs of a replay; memory grows with the greatest number at once.
struct JobTable {
    private(set) var jobs: [Job] = []
    private var firstFree: Int32 = -1
    private(set) var count = 0
    /// By target: the calls to it that have begun, newest first.
    private var heads: [Int32]

    init(targets: Int) { heads = [Int32](repeating: -1, count: targets) }

    subscript(place: Int32) -> Job {
        _read { yield jobs[Int(place)] }
        _modify { yield &jobs[Int(place)] }
    }

    func id(_ place: Int32) -> JobID { JobID(place: place, generation: jobs[Int(place)].generation) }

    /// Nil where the job has ended.
    func place(_ id: JobID) -> Int32? { jobs[Int(id.place)].generation == id.generation ? id.place : nil }

    mutating func make(_ decision: Decision, _ origin: RequestOrigin, _ state: Job.State) -> Int32 {
        count += 1
        guard firstFree >= 0 else {
            var job = Job(decision: decision, origin: origin)
            job.state = state
            jobs.append(job)
            return Int32(truncatingIfNeeded: jobs.count - 1)
        }
        let place = firstFree
        firstFree = jobs[Int(place)].next
        let generation = jobs[Int(place)].generation
        jobs[Int(place)] = Job(decision: decision, origin: origin)
        jobs[Int(place)].generation = generation
        jobs[Int(place)].state = state
        return place
    }

    mutating func free(_ place: Int32) {
        count -= 1
        jobs[Int(place)].state = .free
        jobs[Int(place)].generation &+= 1
        jobs[Int(place)].next = firstFree
        firstFree = place
    }

    /// Gives a job another generation: who knew it no longer does.
    mutating func rename(_ place: Int32) { jobs[Int(place)].generation &+= 1 }

    /// Puts a job among the calls of its target.
    mutating func link(_ place: Int32) {
        let target = Int(jobs[Int(place)].target)
        let head = heads[target]
        jobs[Int(place)].previous = -1
        jobs[Int(place)].next = head
        if head >= 0 { jobs[Int(head)].previous = place }
        heads[target] = place
    }

    mutating func unlink(_ place: Int32) {
        let (previous, next) = (jobs[Int(place)].previous, jobs[Int(place)].next)
        if previous >= 0 { jobs[Int(previous)].next = next } else { heads[Int(jobs[Int(place)].target)] = next }
        if next >= 0 { jobs[Int(next)].previous = previous }
        (jobs[Int(place)].previous, jobs[Int(place)].next) = (-1, -1)
    }

    /// The calls to a target that have begun, oldest first.
    func calls(to target: Int) -> [Int32] {
        var calls: [Int32] = []
        var place = heads[target]
        while place >= 0 {
            calls.append(place)
            place = jobs[Int(place)].next
        }
        return calls.reversed()
    }

    /// Jobs that have not ended, by place.
    var open: [Int32] {
        jobs.indices.filter { jobs[$0].state != .free }.map { Int32(truncatingIfNeeded: $0) }
    }
}

/// Requests that are kept for later, in storage that is used again.
struct RequestSlots {
    private var requests: [Request] = []
    private var free: [Int32] = []

    /// Copies a request, value by value: the one at hand keeps its storage for the next.
    mutating func keep(_ request: Request) -> Int32 {
        guard let slot = free.popLast() else {
            requests.append(request)
            requests[requests.count - 1].takeStorage()
            return Int32(truncatingIfNeeded: requests.count - 1)
        }
        requests[Int(slot)].copyValues(of: request)
        return slot
    }

    mutating func release(_ slot: Int32) { if slot >= 0 { free.append(slot) } }

    subscript(slot: Int32) -> Request { requests[Int(slot)] }
}

extension Request {
    /// Arrays of its own, so that writing to the original copies nothing.
    fileprivate mutating func takeStorage() {
        values.append(0)
        values.removeLast()
        given.append(false)
        given.removeLast()
        facts.append(.none)
        facts.removeLast()
    }

    fileprivate mutating func copyValues(of other: Request) {
        for index in values.indices {
            values[index] = other.values[index]
            given[index] = other.given[index]
            facts[index] = other.facts[index]
        }
        content = other.content
        embedding = other.embedding
        match = other.match
        context = other.context
        part = other.part
        prefix = other.prefix
    }
}
