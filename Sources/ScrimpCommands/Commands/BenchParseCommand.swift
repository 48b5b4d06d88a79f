import ScrimpDiagnostics
import ScrimpFormatter
import ScrimpSimulator
import ScrimpSyntax

extension Command {
    static let benchParse = Command(
        "parse", "Measure how fast policies are parsed",
        details:
            "Repeats the starter policy to a text of ten megabytes and parses it, and formats it; beside it, one look at every byte of it.",
        run: runBenchParse)
}

private func runBenchParse(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    warnOfDebugBuild(environment)
    let starter = Array(StarterPolicy.text.utf8)
    var bytes: [UInt8] = []
    while bytes.count < 10_000_000 { bytes += starter }
    let source = SourceText(file: "bench.scrimp", bytes: bytes)
    func megabytesPerSecond(_ work: () -> Int) -> (speed: Double, checksum: Int) {
        var best = Double.infinity
        var checksum = 0
        for _ in 0..<3 {
            let start = BenchmarkClock.now()
            checksum = work()
            best = min(best, max(BenchmarkClock.now() - start, 1))
        }
        return (Double(bytes.count) / best * 1e3, checksum)
    }
    let parsing = megabytesPerSecond { parse(source).tree.tokens.count }
    let formatting = megabytesPerSecond { ScrimpFormatter.format(source).bytes.count }
    let looking = megabytesPerSecond { bytes.reduce(0) { $0 &+ ($1 == UInt8(ascii: "\n") ? 1 : 0) } }
    func shown(_ value: Double) -> String { Int64((value * 10).rounded()).asTenths }
    environment.output.write("parse         \(shown(parsing.speed)) MB/s, \(Int64(parsing.checksum).grouped) tokens\n")
    environment.output.write(
        "format        \(shown(formatting.speed)) MB/s, \(Int64(formatting.checksum).grouped) bytes\n")
    environment.output.write("count lines   \(shown(looking.speed)) MB/s, \(Int64(looking.checksum).grouped) lines\n")
    return .clean
}
