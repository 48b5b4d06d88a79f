import ScrimpCommands
import ScrimpQuantities
import ScrimpTestSupport
import Testing

/// Every example is checked, run, and held against the output that stands beside it.
@Suite struct ExamplesTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let policy: String
        let expected: String
        var testDescription: String { expected }
    }

    static let examples = [
        Example(
            arguments: ["simulate"], policy: "examples/quickstart/policy.scrimp",
            expected: "examples/quickstart/expected.txt"),
        Example(
            arguments: ["simulate", "--json"], policy: "examples/quickstart/policy.scrimp",
            expected: "examples/quickstart/expected.json"),
        Example(
            arguments: ["simulate", "--scenario", "day"], policy: "examples/fintech/as_told.scrimp",
            expected: "Tests/Golden/examples/as-told-day.txt"),
        Example(
            arguments: ["simulate", "--scenario", "bill"], policy: "examples/fintech/reconstructed.scrimp",
            expected: "Tests/Golden/examples/reconstructed-bill.txt"),
        Example(
            arguments: ["simulate", "--scenario", "against_mini"], policy: "examples/fintech/reconstructed.scrimp",
            expected: "Tests/Golden/examples/reconstructed-against-mini.txt"),
    ]

    @Test(arguments: examples) func printsWhatIsExpected(_ example: Example) {
        let (code, output, errors) = Self.run(example.arguments + [PackageRoot.path(example.policy)])
        #expect(code == .clean)
        #expect(errors == "")
        expectGolden(output, at: example.expected)
        if !example.arguments.contains("--json") {
            #expect(output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        }
    }

    @Test(arguments: [
        "examples/quickstart/policy.scrimp", "examples/fintech/as_told.scrimp", "examples/fintech/reconstructed.scrimp",
    ])
    func checksWithoutAnError(_ policy: String) {
        let (code, output, _) = Self.run(["check", PackageRoot.path(policy)])
        #expect(code == .clean)
        #expect(!output.contains("error"))
    }

    @Test func theCaseAsToldIsFoundOut() {
        let (_, output, _) = Self.run([
            "simulate", "--scenario", "day", PackageRoot.path("examples/fintech/as_told.scrimp"),
        ])
        let words = output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        #expect(words.contains("cannot be reconciled with list prices"))
        #expect(words.contains("raises the cost") || words.contains("a simpler policy is cheaper"))
    }

    static func run(_ arguments: [String]) -> (ExitCode, String, String) {
        final class Sink {
            var bytes: [UInt8] = []
        }
        let (output, errors) = (Sink(), Sink())
        var environment = Environment.process()
        environment.output = Output {
            output.bytes += $0
            return .done
        }
        environment.errors = Output {
            errors.bytes += $0
            return .done
        }
        environment.outputIsTerminal = false
        environment.errorsIsTerminal = false
        environment.columns = nil
        // The day does not change what is expected.
        environment.now = { Instant(nanoseconds: 1_795_521_600_000_000_000) }
        let code = CommandLineTool.run(arguments, in: environment)
        return (code, String(decoding: output.bytes, as: UTF8.self), String(decoding: errors.bytes, as: UTF8.self))
    }
}
