import ScrimpQuantities
import ScrimpSemantics
import ScrimpSimulator
import Testing

/// Recorded qualities for generated traffic, and graded traces in memory.
enum QualitySupport {
    /// By target of `ReplayAgreementTests.policy`: two share a column, one has none.
    static let names: [String?] = ["quality of a", "quality of b", "quality of a", nil]

    /// Below zero where nothing is recorded: a quarter of the rows.
    static let columns: [FillSpec] = ["quality of a", "quality of b"].map {
        FillSpec(
            $0, .number(range: -1_000_000_000...1_000_000_000),
            .distribution(.uniform(low: -0.33, high: 1), scale: 1_000_000_000))
    }

    /// A router over a score, with the columns of its trace.
    static func policy(cut: String = "40%", condition: String = "score < cut", more: String = "") -> String {
        """
        policy router { }
        let cut = \(cut)
        request { score: ratio, prompt: tokens, max_output: tokens = 1_000 tok }
        model weak   { from: "openai/gpt-4o-mini" }
        model strong { from: "openai/gpt-4o" }
        route {
            when \(condition) -> weak, strong
            otherwise -> strong, weak
        }
        \(more)
        """
    }

    static func scenario(_ file: String, quality: String = "{ weak: \"w\", strong: \"s\" }", more: String = "")
        -> String
    {
        """
        scenario graded for router {
            traffic:  trace("\(file)", time: "t", time_unit: milliseconds, score: "score", prompt: "prompt", output: "out")
            baseline: everything(on: strong)
            quality:  \(quality)
            \(more)
        }
        """
    }

    /// Runs the scenario of a policy over a trace of lines `score,prompt,out,w,s`.
    static func run(
        _ rows: [String], policy: String = policy(), quality: String = "{ weak: \"w\", strong: \"s\" }",
        more: String = "", by way: ReplayWay = .fastest, canRetune: Bool = true
    ) throws -> SimulationResult {
        let lines = rows.enumerated().map { "\($0.offset),\($0.element)" }
        let file = TemporaryFile(["t,score,prompt,out,w,s"].appending(lines).joined(separator: "\n") + "\n")
        let text = policy + "\n" + scenario(file.path, quality: quality, more: more)
        let (checked, plan) = try ReplayAgreementTests.compiled(text)
        return try Simulation(
            policy: checked, plan: plan, scenario: try #require(checked.scenarios.first), folder: "", by: way,
            otherPolicy: { _ throws(SimulationError) in (checked, plan) },
            retune: canRetune
                ? { values throws(SimulationError) in
                    guard let value = values.first else { return nil }
                    let line = "let cut = \(value.text)"
                    return try? ReplayAgreementTests.compiled(text.replacing(/let cut = .*/, with: line))
                } : nil
        ).run()
    }
}

extension [String] {
    fileprivate func appending(_ others: [String]) -> [String] { self + others }
}
