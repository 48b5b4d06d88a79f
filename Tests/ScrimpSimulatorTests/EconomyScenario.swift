import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpSimulator
import Testing

/// A small policy with made-up traffic of ten days, run with some more lines of its scenario.
enum EconomyScenario {
    static let plainBlocks = """
        model mini  { from: "openai/gpt-4o-mini" }
        model large { from: "openai/gpt-4o" }
        route {
            when tier == free -> mini
            otherwise         -> large
        }
        """

    static func text(_ fields: String, blocks: String, baseline: String) -> String {
        """
        policy small { timezone: "UTC" }
        request {
            tier: enum { free, paid }
            prompt: tokens
            max_output: tokens
        }
        \(blocks)
        scenario s for small {
            traffic: workload(
                requests: 2_000 req, duration: 10 d, start: "2026-09-01", tier: choice(free: 60%, paid: 40%),
                prompt: lognormal(900 tok, 700 tok), max_output: 500 tok, output: lognormal(300 tok, 200 tok),
                content: zipf(500, 0.9)
            )
            \(baseline.isEmpty ? "" : "baseline: \(baseline)")
            \(fields)
        }
        """
    }

    static func run(
        _ fields: String, blocks: String = plainBlocks, baseline: String = "everything(on: large)", threads: Int = 1
    ) throws -> SimulationResult {
        let (policy, plan) = try ReplayAgreementTests.compiled(text(fields, blocks: blocks, baseline: baseline))
        let scenario = try #require(policy.scenarios.first)
        return try Simulation(
            policy: policy, plan: plan, scenario: scenario, folder: "", threads: threads,
            otherPolicy: { _ throws(SimulationError) in (policy, plan) }
        ).run()
    }

    /// What is said of a scenario that cannot be simulated.
    static func problem(
        _ fields: String, blocks: String = plainBlocks, baseline: String = "everything(on: large)"
    ) throws -> String? {
        do {
            _ = try run(fields, blocks: blocks, baseline: baseline)
            return nil
        } catch let error as SimulationError {
            return error.diagnostic.message
        }
    }
}

/// Equal but for what rounding makes of sums in binary.
func isClose(_ left: Double, _ right: Double) -> Bool { abs(left - right) <= 1e-9 * max(abs(left), abs(right), 1e-9) }
