import Foundation
import ScrimpSimulator

/// The same work on the same file by others, where they are installed: sums of a CSV file by one of its columns.
package enum PeerBenchmark {
    package struct Row: Sendable {
        package var name: String
        /// Rows per second, in millions; nil where it is not installed or failed.
        package var millionsPerSecond: Double?
        /// Prompt and output tokens of all rows, and how many tenants there are.
        package var sums: String
    }

    private struct Peer {
        var name: String
        /// Python that takes the file and a number of repetitions, and prints seconds and sums.
        var script: String
    }

    private static func script(_ prepare: String, _ body: String) -> String {
        """
        from sys import argv
        from time import perf_counter
        \(prepare)
        best = 1e99
        for _ in range(int(argv[2])):
            start = perf_counter()
            \(body)
            best = min(best, perf_counter() - start)
        print(best, row[0], row[1], row[2])
        """
    }

    private static let peers = [
        Peer(
            name: "DuckDB, one thread",
            script: script(
                "import duckdb\nbase = duckdb.connect()\nbase.execute('set threads = 1')",
                "row = base.execute('select sum(p), sum(o), count(*) from (select tenant, sum(prompt) p, sum(output) o "
                    + "from read_csv(?) group by tenant)', [argv[1]]).fetchone()")),
        Peer(
            name: "Polars, one thread",
            script: script(
                "import os\nos.environ['POLARS_MAX_THREADS'] = '1'\nimport polars",
                "table = polars.scan_csv(argv[1]).group_by('tenant').agg(polars.col('prompt').sum(), "
                    + "polars.col('output').sum()).collect(); "
                    + "row = (table['prompt'].sum(), table['output'].sum(), table.height)")),
    ]

    /// Reads a file of so many rows, and has the others read it.
    package static func run(rows: Int, repetitions: Int) throws(ReplayBenchmark.Failure) -> [Row] {
        let count = min(max(rows, 1), 2_000_000)
        let file = FileManager.default.temporaryDirectory.appending(path: "scrimp-bench-\(UUID().uuidString).csv")
        do {
            try Data(ReplayBenchmark.text(rows: count)).write(to: file)
        } catch {
            throw ReplayBenchmark.Failure(message: "no file can be written: \(error)")
        }
        defer { try? FileManager.default.removeItem(at: file) }
        var best = Double.infinity
        var sums = ""
        for _ in 0..<max(repetitions, 1) {
            let start = BenchmarkClock.now()
            sums = try own(file.path)
            best = min(best, BenchmarkClock.now() - start)
        }
        var result = [
            Row(name: "scrimp, CSV file summed by tenant", millionsPerSecond: Double(count) / best * 1e3, sums: sums)
        ]
        for peer in peers {
            let words = output(peer.script, [file.path, "\(max(repetitions, 1))"])?.split(separator: " ") ?? []
            guard words.count == 4, let seconds = Double(words[0]), seconds > 0 else {
                result.append(Row(name: peer.name, millionsPerSecond: nil, sums: "not installed"))
                continue
            }
            result.append(
                Row(
                    name: peer.name, millionsPerSecond: Double(count) / seconds / 1e6,
                    sums: words.dropFirst().joined(separator: " ")))
        }
        return result
    }

    private static func own(_ path: String) throws(ReplayBenchmark.Failure) -> String {
        let spec = TraceSpec(path: path, columns: ReplayBenchmark.readColumns)
        var prompts: [Int64] = []
        var outputs: [Int64] = []
        do throws(TraceError) {
            let reader = try TraceReader(spec)
            var chunk = reader.makeChunk()
            while try reader.next(&chunk) {
                let tenants = reader.symbols(0).count
                if prompts.count < tenants {
                    prompts += [Int64](repeating: 0, count: tenants - prompts.count)
                    outputs += [Int64](repeating: 0, count: tenants - outputs.count)
                }
                for row in 0..<chunk.count {
                    let tenant = Int(chunk.symbols[row])
                    prompts[tenant] &+= chunk.numbers[row]
                    outputs[tenant] &+= chunk.numbers[chunk.capacity &+ row]
                }
            }
        } catch {
            throw ReplayBenchmark.Failure(message: error.message)
        }
        return "\(prompts.reduce(0, &+)) \(outputs.reduce(0, &+)) \(prompts.count)"
    }

    /// What Python prints; nil where it fails.
    private static func output(_ script: String, _ arguments: [String]) -> String? {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script] + arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil, let bytes = try? pipe.fileHandleForReading.readToEnd() else { return nil }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
