import Foundation
import ScrimpCommands
import ScrimpJSON
import ScrimpQuantities
import ScrimpTestSupport
import Testing

/// Every example is checked, run, and held against the output that stands beside it.
@Suite struct ExamplesTests {
    /// Shorter scenarios of the same files, and what they say.
    static let shorter = [
        Shorter("as_told", "hour", "as-told-hour"), Shorter("reconstructed", "bill", "reconstructed-bill"),
        Shorter("reconstructed", "against_mini", "reconstructed-against-mini"),
    ]

    struct Shorter: Sendable, CustomTestStringConvertible {
        let policy: String
        let scenario: String
        let golden: String
        var testDescription: String { golden }

        init(_ policy: String, _ scenario: String, _ golden: String) {
            (self.policy, self.scenario, self.golden) = (policy, scenario, golden)
        }
    }

    /// A folder without commands would run nothing, and say nothing.
    @Test func everyExampleHasWhatItNeeds() throws {
        #expect(
            Example.folders == [
                "examples/fintech", "examples/gather", "examples/quickstart", "examples/routing", "examples/selfhost",
            ])
        for folder in Example.folders {
            let files = PackageRoot.entries(folder)
            for file in ["README.md", "catalog.yaml", "command"] { #expect(files.contains(file), "\(folder)/\(file)") }
            let commands = try Example.commands(in: folder)
            let named = Set(commands.map(\.policy))
            #expect(named == Set(Example.policies.filter { $0.hasPrefix(folder + "/") }))
            #expect(Set(commands.map(\.expectedFile)) == Set(files.filter { $0.hasPrefix("expected") }))
            let lines = try PackageRoot.text("\(folder)/README.md").split(separator: "\n")
            #expect((3...10).contains(lines.count))
        }
    }

    @Test(arguments: Example.runnable) func printsWhatIsExpected(_ example: Example) {
        let (code, printed, errors) = Self.run(example.arguments)
        #expect(code == .clean)
        #expect(errors == "")
        // Run in the folder, a command names its files from there.
        let output = printed.replacing(PackageRoot.path(example.folder) + "/", with: "")
        expectGolden(output, at: example.expected)
        if !example.arguments.contains("--json") { Self.expectNarrow(output) }
    }

    /// For programs, with one thread and with two.
    @Test(arguments: Example.pages) func threadsChangeNothing(_ example: Example) {
        let (code, one, errors) = Self.run(example.arguments + ["--json", "--threads", "1"])
        #expect(code == .clean)
        #expect(errors == "")
        let isSame = Self.run(example.arguments + ["--json", "--threads", "2"]).1 == one
        #expect(isSame && !one.isEmpty)
    }

    @Test(arguments: shorter) func shorterScenariosPrintWhatIsExpected(_ shorter: Shorter) {
        let (code, output, errors) = Self.fintech(shorter.policy, shorter.scenario)
        #expect(code == .clean)
        #expect(errors == "")
        expectGolden(output, at: "Tests/Golden/examples/\(shorter.golden).txt")
        Self.expectNarrow(output)
    }

    /// The page of each simulation, and that it opens without a network.
    @Test(arguments: Example.pages) func writesThePage(_ example: Example) throws {
        let folder = try TemporaryFolder()
        let (code, _, errors) = Self.run(example.arguments + ["--html", folder.path("page.html")])
        #expect(code == .clean)
        #expect(errors == "")
        let page = try String(contentsOfFile: folder.path("page.html"), encoding: .utf8)
        expectGolden(page, at: "Tests/Golden/pages/\(example.name).html")
        for word in ["<script", "src=", "http-equiv", "@import", "<link"] { #expect(!page.contains(word)) }
    }

    /// The pool is cheaper in several stretches, and the report says in which and where the traffic lies.
    @Test func selfHostingIsCheaperInStretches() throws {
        let (code, output, _) = Self.run([
            "simulate", PackageRoot.path("examples/selfhost/policy.scrimp"), "--json",
        ])
        #expect(code == .clean)
        let study = try #require(try JSONReader.read(Array(output.utf8))["break_even"]?.elements?.first)
        let intervals = try #require(study["intervals"]?.elements)
        func number(_ node: JSONNode?) throws -> Double { try #require(node?.text.flatMap(Double.init)) }
        #expect(intervals.count == 7)
        let (price, replica) = (try number(study["price_per_mtok"]) / 1e6, try number(study["tokens_per_replica"]))
        let rent = try number(study["hourly_price"]) * number(study["hours"])
        for (index, interval) in intervals.enumerated() {
            let replicas = Double(index + 4)
            #expect(interval["replicas"]?.number?.int64 == Int64(replicas))
            // What so many replicas cost, in tokens at the price of one; and how many they take.
            let cost =
                (rent * replicas + (try number(study["running"]))) * (1 + (try number(study["overhead"])))
                + (try number(study["set_up"]))
            #expect(abs(try number(interval["above"]) * price / cost - 1) < 1e-4)
            #expect(abs(try number(interval["through"]) / (replica * replicas) - 1) < 1e-4)
        }
        #expect(intervals.last?["end"]?.text == "replicas")
        #expect(try number(study["volume"]) < number(intervals[0]["above"]))
    }

    @Test(arguments: Example.policies) func checksWithoutAnError(_ policy: String) {
        let (code, output, errors) = Self.run(["check", PackageRoot.path(policy)])
        #expect(code == .clean)
        #expect(!output.contains("error[") && !errors.contains("error["))
        #expect(output.contains("checked 1 file"))
    }

    /// The figures are those that were reviewed.
    @Test func theQuickstartIsLocked() {
        let (code, output, errors) = Self.run([
            "lock", "--check", PackageRoot.path("examples/quickstart/policy.scrimp"),
        ])
        #expect(code == .clean, "\(output)\(errors)")
        #expect(output.hasSuffix("scrimp.lock` holds: 1 policy\n"))
    }

    /// The guide shows what the program prints.
    @Test func theGuideToCostsShowsTheQuickstart() throws {
        let guide = try PackageRoot.text("Docs/cost.md")
        #expect(guide.contains(try PackageRoot.text("examples/quickstart/expected-cost.txt")))
    }

    @Test func theQuickstartHasNoFindings() {
        let (_, output, _) = Self.run(["check", PackageRoot.path("examples/quickstart/policy.scrimp")])
        #expect(output.contains("no findings"))
    }

    /// The bill does not fit, by which factor; a rule raises the cost; a simpler policy saves more; ten days of work are paid
    /// back in less than a month.
    @Test func theCaseAsToldIsFoundOut() {
        let words = Self.words(Self.fintech("as_told", "hour").1)
        #expect(words.contains("cannot be reconciled with list prices"))
        #expect(words.contains("the bill is 24.2 times that"))
        #expect(words.contains("the rule on line 24 raises the cost"))
        #expect(words.contains("a simpler policy is cheaper: everything on mini"))
        #expect(words.contains("pays back after 0.3 months"))
    }

    @Test func theReconstructedCaseFitsAndIsBeatenByASimplerPolicy() {
        let words = Self.words(Self.fintech("reconstructed", "bill").1)
        #expect(!words.contains("cannot be reconciled"))
        #expect(words.contains("which saves 94.0 % against the baseline where the policy saves 83.0 %"))
        #expect(words.contains("pays back after 0.3 months"))
        #expect(Self.words(Self.fintech("reconstructed", "against_mini").1).contains("raises the cost"))
    }

    private static func fintech(_ policy: String, _ scenario: String) -> (ExitCode, String, String) {
        run(["simulate", "--scenario", scenario, PackageRoot.path("examples/fintech/\(policy).scrimp")])
    }

    private static func words(_ text: String) -> String {
        text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }

    private static func expectNarrow(_ output: String) {
        let wide = output.split(separator: "\n").filter { $0.count > 80 }
        #expect(wide.isEmpty)
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
