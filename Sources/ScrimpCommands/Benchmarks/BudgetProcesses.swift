import Foundation
import ScrimpRuntime

/// The second trial with processes in the place of threads, at one store that they share.
///
/// The processes are this program once more, with the same command and the number of a worker. Each keeps a ledger of its own and
/// prints it at its end: how many requests, admitted and refused; a line for each budget with what its calls came to; and after
/// `!` what must not be.
enum BudgetProcesses {
    static let count = 8

    /// - Parameters:
    ///   - store: this process's way to the store, in which there is nothing yet.
    ///   - shared: how to look at it as a whole, where this process knows only a part.
    ///   - arguments: of the command of a worker, without its number.
    ///   - interruption: ends the processes where somebody asks for it.
    static func run<Home: Store>(
        _ store: Home, requests: Int, seed: Int, shared: SharedLook<Home>? = nil, arguments: [String],
        interruption: Interruption
    ) throws(BudgetBenchmark.Failure) -> BudgetBenchmark.Outcome {
        let trial = try BudgetTrial(.several(requests: requests), store, seed: seed, shared: shared)
        trial.others {
            var sum = BudgetCaller<Home>.Tally()
            for output in outputs(arguments, interruption) {
                guard let output, let report = Report(output) else {
                    sum.note("seed \(seed): a process came to no end")
                    continue
                }
                sum.requests += report.counts[0]
                sum.admitted += report.counts[1]
                sum.refused += report.counts[2]
                for problem in report.problems { sum.note("seed \(seed): \(problem)") }
                trial.ledger.add(report.totals)
            }
            return sum
        }
        // The rest looks whether what the processes left unused can still be spent.
        try interruption.check()
        return trial.finish()
    }

    /// One process's part of the traffic: what it prints.
    ///
    /// - Parameter end: gives back what the process holds unused.
    static func work<Home: Store>(
        _ store: Home, number: Int, requests: Int, seed: Int, end: (Engine<Home>) -> Void = { _ in }
    ) throws(BudgetBenchmark.Failure) -> String {
        let policy = BudgetPolicy.several(requests: requests)
        let engine = try BudgetBenchmark.engine(policy, store)
        let ledger = BudgetLedger(policy)
        do throws(RequestError) {
            var caller = try BudgetCaller(engine, policy, ledger, seed: seed &* count &+ number)
            caller.run(of: requests, first: number, stride: count, mostOpen: BudgetBenchmark.mostOpen)
            end(engine)
            let tally = caller.tally
            return Report(
                counts: [tally.requests, tally.admitted, tally.refused], totals: ledger.totals,
                problems: tally.problems
            ).text
        } catch {
            throw BudgetBenchmark.Failure(message: "a request does not fit the policy: \(error)")
        }
    }

    /// What all workers print; nil for one that failed.
    private static func outputs(_ arguments: [String], _ interruption: Interruption) -> [String?] {
        let workers = (0..<count).map { number -> (process: Process, output: Pipe)? in
            let process = Process()
            let output = Pipe()
            process.executableURL = URL(fileURLWithPath: "/proc/self/exe")
            process.arguments = arguments + ["--worker", "\(number)"]
            process.standardOutput = output
            guard (try? process.run()) != nil else { return nil }
            interruption.add(process.processIdentifier)
            return (process, output)
        }
        return workers.map { worker in
            guard let worker, let bytes = try? worker.output.fileHandleForReading.readToEnd() else { return nil }
            worker.process.waitUntilExit()
            interruption.remove(worker.process.processIdentifier)
            return worker.process.terminationStatus == 0 ? String(decoding: bytes, as: UTF8.self) : nil
        }
    }

    struct Report {
        /// Requests, admitted, refused.
        var counts: [Int]
        /// By budget and scope: pico-dollars.
        var totals: [[Int]]
        var problems: [String]

        init(counts: [Int], totals: [[Int]], problems: [String]) {
            (self.counts, self.totals, self.problems) = (counts, totals, problems)
        }

        /// Nil where it is no report.
        init?(_ text: String) {
            var numbers: [[Int]] = []
            problems = []
            for line in text.split(separator: "\n") {
                if line.first == "!" {
                    problems.append(String(line.dropFirst(2)))
                } else {
                    numbers.append(line.split(separator: " ").compactMap { Int($0) })
                }
            }
            guard let first = numbers.first, first.count == 3 else { return nil }
            counts = first
            totals = Array(numbers.dropFirst())
        }

        var text: String {
            let lines = ([counts] + totals).map { $0.map { String($0) }.joined(separator: " ") }
            return (lines + problems.map { "! " + $0 }).map { $0 + "\n" }.joined()
        }
    }
}
