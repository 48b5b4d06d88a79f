import ScrimpDiagnostics
import ScrimpSemantics
import Testing

/// Mistakes in limits, gathers, batches, shapes, rollouts and shadows.
@Suite struct OperationCheckTests {
    private static let usual = """
        policy p {}
        request {
            tenant: string
            run: string = ""
            tier: enum { free, plus }
            prompt: tokens
            max_output: tokens
            deadline: duration = 30 s
        }
        model mini { from: "openai/gpt-4o-mini" }
        model large { from: "openai/gpt-4o" }
        model local { weights: "a/b", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        budget trials { limit: $1 per day, spent: reject("no") }
        route { otherwise -> mini }

        """

    private func check(_ declarations: String) -> CheckedFile {
        ScrimpSemantics.check(
            SourceText(file: "p.scrimp", text: Self.usual + declarations + "\n"), in: .test())
    }

    @Test(
        arguments: [
            ("limit l { on: provider(\"openai\"), wait: 1 s }", .limitWithoutCap, "limit `l` limits nothing"),
            (
                "limit l { on: provider(\"opnai\"), concurrency: 3 }", .unknownName,
                "no model of this policy is one of provider `opnai`"
            ),
            (
                "limit l { per: tenant, calls: 40 per run }", .conflictingFields,
                "limit `l` counts calls per `run` and everything per `tenant`"
            ),
            (
                "limit l { per: prompt, concurrency: 4 }", .unfitScope,
                "`prompt` is a number, and has too many values for a counter each"
            ),
            (
                "gather g { stop_after: 2 of 9, concurrency: 10 }", .gatherTooWide,
                "gather `g` may run 10 calls at once, and makes 9 in all"
            ),
            ("gather g { stop_after: 10 of 9, concurrency: 3 }", .outOfRange, "`10 of 9` is more than there are"),
            (
                "batch b { on: local, size: 3, wait: 30 s }", .batchWaitsTooLong,
                "batch `b` waits as long as a call may take in all"
            ),
            (
                "shape s { max_output: 200 ktok }", .capBeyondContext,
                "shape `s` allows more output than the whole context window of `mini`"
            ),
            (
                "rollout r { of: local, key: tenant, stages: [100%] every 1 d, otherwise: local }", .rolloutToItself,
                "rollout `r` brings `local` in, and sends everyone else there too"
            ),
            (
                """
                rollout r { of: local, key: tenant, stages: [100%] every 1 d, otherwise: mini }
                rollout s { of: local, key: tenant, stages: [100%] every 1 d, otherwise: large }
                """, .repeatedRollout, "`local` is brought in by another rollout already"
            ),
            (
                """
                rollout r { of: local, key: tenant, stages: [100%] every 1 d, otherwise: mini }
                rollout s { of: mini, key: tenant, stages: [100%] every 1 d, otherwise: local }
                """, .referenceCycle, "rollout `s` leads back to `mini`"
            ),
            (
                """
                budget soft { limit: $1 per day, spent: route(mini), ceiling: $2 }
                shadow s { of: local, sample: 1%, budget: soft }
                """, .shadowWithoutBound, "budget `soft`, which pays for shadow `s`, is soft"
            ),
            (
                """
                budget other { limit: $1 per day, on: mini, spent: reject("no") }
                shadow s { of: local, sample: 1%, budget: other }
                """, .shadowWithoutBound, "budget `other` does not count the calls of shadow `s`"
            ),
            (
                "model quick { weights: \"a/b\", pool: h100, fallback_precision: local }", .missingField,
                "model `quick` has a `fallback_precision` and no `accuracy_floor`"
            ),
        ] as [(String, DiagnosticCode, String)])
    func aMistakeIsReportedOnce(declarations: String, code: DiagnosticCode, message: String) {
        let checked = check(declarations)
        #expect(checked.diagnostics.map(\.code) == [code])
        #expect(checked.diagnostics.map(\.message) == [message])
        #expect((checked.policy == nil) == (code.severity == .error))
    }

    @Test(arguments: [
        "limit l { per: run, calls: 40 per run, concurrency: 2 }", "limit l { per: tier, rate: 5 req/s }",
        "gather g { stop_after: 2 of 9, concurrency: 9 }", "batch b { on: local, size: 3, wait: 29 s }",
        "shape s { on: local, max_output: 200 ktok }",
        """
        rollout r { of: local, key: tenant, stages: [100%] every 1 d, otherwise: mini }
        rollout s { of: mini, key: tenant, stages: [100%] every 1 d, otherwise: large }
        """, "shadow s { of: local, sample: 1%, budget: trials }",
    ])
    func whatIsRightIsNot(declarations: String) {
        #expect(summary(check(declarations)) == [])
    }

    @Test func allKindsArePrinted() throws {
        let text = try #require(
            check(
                """
                limit l { on: provider("openai"), rate: [500 req/min, 200 tok/s], calls: 40 per run, priority: [plus] by tier }
                gather g { stop_after: 2 of 9, concurrency: 9 }
                batch b { when: tier == free, on: local, size: 3, wait: 29 s }
                shape s { on: local, max_output: 2 ktok, compress_prompt: 3%..10%, stop_early: sure < 20%, stream: false }
                rollout r { of: local, key: tenant, stages: [5%, 100%] every 1 d, otherwise: mini }
                shadow c { of: local, sample: 1%, budget: trials }
                switch off { on: reject("off") }
                affinity a { key: run, for: 5 min }
                alert w { when: health(mini) < 50%, notify: "ops", throw: off }
                commit u { on: large, units: 50, price: $1/h, then: wait, included: 100 Mtok per month }
                model quick {
                    weights: "a/b", pool: night, quantize: awq(bits: 4), accuracy_floor: 90%, fallback_precision: local
                    latency: { first_token: 200 ms, per_token: 20 ms/tok }, retry: 2, cooldown: 30 s
                }
                pool night {
                    gpu: "h100-sxm-80gb", replicas: 1..4, market: spot(fallback: none, interruptions: 5%/h, price: $2/h)
                    suspend: 22:00..06:00, suspend_days: sunday, scale_on: utilization(70%), engine: vllm
                }
                """
            ).policy?.described)
        for line in [
            "    on: [mini, large]", "    rate: [500 req/min, 200 tok/s]", "    calls: 40 per run",
            "    priority: [plus] by tier", "    stop_after: 2 of 9", "    when: tier == free", "    wait: 29 s",
            "    compress_prompt: 3%..10%", "    stop_early: sure < 20%", "    stream: false",
            "    stages: [5%, 100%] every 1 d", "    otherwise: mini", "    sample: 1%", "    budget: trials",
            "    key: run", "    for: 5 min", "    throw: off", "    price: $1.00/h", "    then: wait",
            "    included: 100000000 tok per month", "    quantize: awq(bits: 4)", "    accuracy_floor: 90%",
            "    fallback_precision: local", "    latency: { first_token: 200 ms, per_token: 20 ms/tok }",
            "    retry: 2", "    cooldown_after: 3", "    replicas: 1..4", "    suspend: 22:00..06:00",
            "    suspend_days: [sunday]", "    scale_on: utilization(70%)", "    engine: vllm",
            "    market: spot(fallback: none, interruptions: 5%/h, price: $2.00/h)",
        ] { #expect(text.contains(line + "\n"), "\(line)\n\(text)") }
    }
}
