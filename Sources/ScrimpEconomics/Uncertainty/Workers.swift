import Glibc

/// Work on a range of indices, cut into one block a thread. What an index gives must not depend on its block; then the
/// result is the same for any number of threads.
enum Workers {
    static let mostThreads = 64

    /// The results of all blocks, in the order of the indices.
    static func concatenated(
        count: Int, threads: Int, _ work: @escaping @Sendable (Range<Int>) -> [Double]
    ) -> [Double] {
        let blocks = max(1, min(threads, mostThreads, count))
        if blocks == 1 { return work(0..<max(count, 0)) }
        let jobs = (0..<blocks).map { Job(range: bound($0, blocks, count)..<bound($0 + 1, blocks, count), work) }
        let running = jobs.dropFirst().map { Thread($0) }
        jobs[0].run()
        for thread in running { thread.join() }
        return jobs.flatMap(\.result)
    }

    private static func bound(_ block: Int, _ blocks: Int, _ count: Int) -> Int {
        count / blocks * block + min(block, count % blocks)
    }

    /// A class, because the thread that works and the one that waits must see the same result.
    private final class Job {
        let range: Range<Int>
        let work: @Sendable (Range<Int>) -> [Double]
        var result: [Double] = []

        init(range: Range<Int>, _ work: @escaping @Sendable (Range<Int>) -> [Double]) {
            self.range = range
            self.work = work
        }

        func run() { result = work(range) }
    }

    /// Works on a job until it is joined; only then may the job's result be read.
    private struct Thread {
        private let handle: pthread_t?

        /// Where the system has no thread to give, the job is done at once.
        init(_ job: Job) {
            var handle = pthread_t()
            let context = unsafe Unmanaged.passRetained(job)
            let status = unsafe pthread_create(
                &handle, nil,
                { context in
                    if let context = unsafe context {
                        unsafe Unmanaged<Job>.fromOpaque(context).takeRetainedValue().run()
                    }
                    return nil
                }, context.toOpaque())
            if status == 0 {
                self.handle = handle
            } else {
                self.handle = nil
                unsafe context.release()
                job.run()
            }
        }

        func join() {
            if let handle { pthread_join(handle, nil) }
        }
    }
}
