import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics
import ScrimpSimulator

/// How long 10,000 draws over 36 months take: a simulation of few requests, of which they are nearly all.
package enum DrawBenchmark {
    private static let text = """
        policy bench { }
        request { tier: enum { free, paid }, prompt: tokens, max_output: tokens }
        model mini  { from: "openai/gpt-4o-mini" }
        model large { from: "openai/gpt-4o" }
        route {
            when tier == free -> mini
            otherwise         -> large
        }
        scenario years for bench {
            traffic: workload(
                requests: 1_000 req, duration: 30 d, start: "2026-11-01", tier: choice(free: 70%, paid: 30%),
                prompt: lognormal(900 tok, 1_200 tok), max_output: 600 tok, output: lognormal(250 tok, 200 tok)
            )
            baseline:  everything(on: large)
            horizon:   36 months
            growth:    4%/month
            discount:  10%/year
            invest:    { engineering: $10 }
            uncertain: {
                growth:            triangular(0%, 4%, 9%)
                model.mini.price:  pert(80%, 100%, 120%)
                model.large.price: uniform(70%, 100%)
            }
        }
        """

    /// Seconds, and the chance of a loss, which depends on every draw.
    package static func run(threads: Int = 1) throws(ReplayBenchmark.Failure) -> (seconds: Double, lossChance: Double) {
        let environment = CompilationEnvironment(
            load: { _ throws(CompilationEnvironment.LoadError) in throw .missing }, zoneRules: { _ in .utc },
            catalog: .builtIn, today: CivilDate(year: 2026, month: 11, day: 24))
        let checked = check(SourceText(file: "bench.scrimp", text: text), in: environment)
        guard let policy = checked.policy, let scenario = policy.scenarios.first,
            let plan = compile(policy, sources: checked.sources, compilerVersion: CommandLineTool.version).plan
        else {
            let first = checked.diagnostics.first.map { ": \($0.message)" } ?? ""
            throw ReplayBenchmark.Failure(message: "the benchmark's scenario does not compile\(first)")
        }
        let start = BenchmarkClock.now()
        do throws(SimulationError) {
            let result = try Simulation(
                policy: policy, plan: plan, scenario: scenario, folder: "", threads: threads,
                otherPolicy: { _ throws(SimulationError) in (policy, plan) }
            ).run()
            let seconds = (BenchmarkClock.now() - start) / 1e9
            guard let uncertainty = result.projection?.uncertainty else {
                throw SimulationError(.workloadInvalid, "the benchmark has no draws", at: scenario.location)
            }
            return (seconds, uncertainty.lossChance)
        } catch {
            throw ReplayBenchmark.Failure(message: error.diagnostic.message)
        }
    }
}
