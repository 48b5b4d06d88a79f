import Foundation
import Synchronization

/// What asks a program to end (Ctrl-C, and the signals of service managers), for a benchmark that has made something outside: a
/// folder, keys on a server, processes. The first signal is noted, and ends the processes; the benchmark looks at it between its
/// steps and cleans up as it always does. A second signal ends it at once.
///
/// A class because the thread that waits for signals shares it.
final class Interruption: Sendable {
    private static let numbers = [SIGINT, SIGTERM, SIGHUP]
    /// The signal that came, or 0. Signals are the process's: there is one such place.
    private static let noted = Atomic<Int32>(0)

    private let processes = Mutex<[Int32]>([])
    private let isOver = Atomic<Bool>(false)

    init() {
        Self.noted.store(0, ordering: .relaxed)
        for number in Self.numbers {
            signal(number) { number in
                Interruption.noted.store(number, ordering: .relaxed)
                signal(number, SIG_DFL)
            }
        }
        Self.unblock()
        _ = BenchmarkThreads.start {
            while !self.isOver.load(ordering: .relaxed) {
                if Self.hasCome { self.endProcesses() }
                BenchmarkThreads.sleep(microseconds: 20_000)
            }
        }
    }

    /// Whoever started the program may have held the signals back, as threads of a pool do: it would never hear of them.
    private static func unblock() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for number in numbers { unsafe sigaddset(&signals, number) }
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    private static var hasCome: Bool { noted.load(ordering: .relaxed) != 0 }

    /// Ends with the benchmark where a signal has come.
    func check() throws(BudgetBenchmark.Failure) {
        if Self.hasCome {
            throw BudgetBenchmark.Failure(message: "interrupted; what was made for the trials is taken away")
        }
    }

    /// A process of the benchmark's, to be ended by the first signal.
    func add(_ process: Int32) { processes.withLock { $0.append(process) } }

    func remove(_ process: Int32) { processes.withLock { $0.removeAll { $0 == process } } }

    private func endProcesses() { processes.withLock { for process in $0 { kill(process, SIGKILL) } } }

    /// Signals do again what they always do.
    func end() {
        isOver.store(true, ordering: .relaxed)
        for number in Self.numbers { signal(number, SIG_DFL) }
    }
}
