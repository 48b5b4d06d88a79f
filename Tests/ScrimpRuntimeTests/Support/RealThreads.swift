import Glibc

/// Threads of the operating system: more of them than there are processors, so that each can lose its processor anywhere.
enum RealThreads {
    private final class Work: Sendable {
        let number: Int
        let body: @Sendable (Int) -> Void
        init(_ number: Int, _ body: @escaping @Sendable (Int) -> Void) {
            self.number = number
            self.body = body
        }
    }

    /// Runs a body on so many threads at once, each of which knows its number, and waits for all.
    /// - Returns: whether all of them could be started.
    static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) -> Bool {
        var threads: [pthread_t] = []
        for number in 0..<count {
            let work = unsafe Unmanaged.passRetained(Work(number, body))
            var thread = pthread_t()
            let failure = unsafe pthread_create(
                &thread, nil,
                { argument in
                    guard let argument = unsafe argument else { return nil }
                    let work = unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
                    work.body(work.number)
                    return nil
                }, work.toOpaque())
            guard failure == 0 else {
                unsafe work.release()
                break
            }
            threads.append(thread)
        }
        for thread in threads { pthread_join(thread, nil) }
        return threads.count == count
    }
}
