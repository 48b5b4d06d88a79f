// Generated from the documentation comments of `Rules/`: `SCRIMP_RECORD=1 swift test --filter LintRulePageTests`.
// swift-format-ignore-file

extension LintRulePages {
    static let hardwarePages: [(String, LintRulePage)] = [
        (
            "H001",
            LintRulePage(
                title: "weights that the accelerators of a replica cannot hold",
                why: """
                    Every replica holds all weights of the model, over all of its accelerators. Where they are \
                    larger than the memory, the pool never starts, and is paid for while it tries.
                    """,
                bad: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: h100 }
                    """#,
                good: #"""
                    pool h100 { gpu: "h100-sxm-80gb", per_replica: 4, replicas: 1, market: on_demand }
                    model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: h100 }
                    """#)
        ),
        (
            "H002",
            LintRulePage(
                title: "weights that leave no room for one whole context",
                why: """
                    Keys and values of every token stand beside the weights. Where those of one text as long as the \
                    model allows find no room, engines refuse to start, or fail at the first long request.
                    """,
                bad: #"""
                    pool l4 { gpu: "l4-24gb", replicas: 1, market: on_demand }
                    model local { weights: "meta-llama/Llama-3.1-8B-Instruct", pool: l4 }
                    """#,
                good: #"""
                    pool l4 { gpu: "l4-24gb", replicas: 1, market: on_demand }
                    model local { weights: "meta-llama/Llama-3.1-8B-Instruct", context: 16 ktok, pool: l4 }
                    """#)
        ),
        (
            "H003",
            LintRulePage(
                title: "a precision that the accelerator does not multiply",
                why: """
                    FP8 came with Hopper and Ada, FP4 with Blackwell, bfloat16 with Ampere. On older hardware the \
                    weights are widened before they are multiplied, or the engine refuses them: the expected speed \
                    never comes.
                    """,
                bad: #"""
                    pool a100 { gpu: "a100-sxm-80gb", replicas: 1, market: on_demand }
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: fp8, pool: a100 }
                    """#,
                good: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: fp8, pool: h100 }
                    """#)
        ),
        (
            "H004",
            LintRulePage(
                title: "two zeros in four weights on an accelerator that makes nothing of them",
                why: """
                    The pattern 2:4 saves time only where the hardware skips the zeros. Elsewhere the accuracy is \
                    lost and nothing is gained.
                    """,
                bad: #"""
                    pool t4 { gpu: "t4-16gb", replicas: 1, market: on_demand }
                    model local { weights: "Qwen/Qwen2.5-3B-Instruct", prune: sparsegpt(sparsity: 50%, pattern: "2:4"), pool: t4 }
                    """#,
                good: #"""
                    pool a100 { gpu: "a100-sxm-80gb", replicas: 1, market: on_demand }
                    model local { weights: "Qwen/Qwen2.5-3B-Instruct", prune: sparsegpt(sparsity: 50%, pattern: "2:4"), pool: a100 }
                    """#)
        ),
        (
            "H005",
            LintRulePage(
                title: "single weights that are removed without a pattern",
                why: """
                    Zeros that stand anywhere are stored, read and multiplied like any other weight. Only whole rows \
                    that are gone, or a pattern that the hardware knows, save memory or time; the accuracy is lost \
                    in any case.
                    """,
                bad: #"""
                    pool a100 { gpu: "a100-sxm-80gb", replicas: 1, market: on_demand }
                    model local { weights: "Qwen/Qwen2.5-3B-Instruct", prune: unstructured(sparsity: 50%), pool: a100 }
                    """#,
                good: #"""
                    pool a100 { gpu: "a100-sxm-80gb", replicas: 1, market: on_demand }
                    model local { weights: "Qwen/Qwen2.5-3B-Instruct", prune: sparsegpt(sparsity: 50%, pattern: "2:4"), pool: a100 }
                    """#)
        ),
        (
            "H006",
            LintRulePage(
                title: "an expected loss of accuracy that the floor has no room for",
                why: """
                    The loss counts in percentage points against the unquantized model. Where even a model without a \
                    mistake would come to lie below the floor, the model is ruled out, or replaced, by its own \
                    declaration.
                    """,
                bad: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    model local {
                        weights:        "mistralai/Mistral-7B-Instruct-v0.3"
                        quantize:       awq(bits: 4, accuracy_drop: 2%..8%)
                        accuracy_floor: 95%
                        pool:           h100
                    }
                    """#,
                good: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    model local {
                        weights:        "mistralai/Mistral-7B-Instruct-v0.3"
                        quantize:       awq(bits: 4, accuracy_drop: 0%..2%)
                        accuracy_floor: 90%
                        pool:           h100
                    }
                    """#)
        ),
        (
            "H007",
            LintRulePage(
                title: "a number of accelerators over which a model cannot be spread",
                why: """
                    A model is spread by its attention heads: each accelerator gets as many, or several share one. \
                    Where neither number divides the other, engines refuse to start.
                    """,
                bad: #"""
                    pool h100 { gpu: "h100-sxm-80gb", per_replica: 3, replicas: 1, market: on_demand }
                    model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: h100 }
                    """#,
                good: #"""
                    pool h100 { gpu: "h100-sxm-80gb", per_replica: 4, replicas: 1, market: on_demand }
                    model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: h100 }
                    """#)
        ),
        (
            "H008",
            LintRulePage(
                title: "a replica that is larger than a machine",
                why: """
                    Machines have up to eight accelerators with fast links between them. Beyond that every step of \
                    every answer waits for the network, and the step times that the simulator knows no longer hold.
                    """,
                bad: #"""
                    pool h100 { gpu: "h100-sxm-80gb", per_replica: 16, replicas: 1, market: on_demand }
                    """#,
                good: #"""
                    pool h100 { gpu: "h100-sxm-80gb", per_replica: 8, replicas: 2, market: on_demand }
                    """#)
        ),
        (
            "H009",
            LintRulePage(
                title: "a quantization that makes the weights larger",
                why: """
                    Some weights are published in eight or four bits. Quantizing them to as many or more costs \
                    accuracy and work, and saves nothing.
                    """,
                bad: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    model local { weights: "openai/gpt-oss-20b", quantize: fp8, pool: h100 }
                    """#,
                good: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    model local { weights: "openai/gpt-oss-20b", pool: h100 }
                    """#)
        ),
        (
            "H010",
            LintRulePage(
                title: "a planned utilization that no pool keeps up, or that none should have",
                why: """
                    Requests do not come one after the other: above 95 % queues grow without end, so that the \
                    replicas that were planned do not suffice. Below 10 % nine tenths of what is paid stand idle.
                    """,
                bad: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, utilization: 100% }
                    """#,
                good: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, utilization: 70% }
                    """#)
        ),
        (
            "H011",
            LintRulePage(
                title: "a pool that is suspended and starts in no time",
                why: """
                    After a suspension weights are fetched and loaded, which takes minutes that are paid for and in \
                    which nothing is answered. Without `cold_start` the runtime sends calls at the first minute and \
                    the simulator sees no cost in it.
                    """,
                bad: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00 }
                    """#,
                good: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00, cold_start: 5 min }
                    """#)
        ),
        (
            "H012",
            LintRulePage(
                title: "a method of quantization in bits that it does not have",
                why: """
                    Each method has kernels for some widths. For any other there are no weights to load, and no \
                    figures for speed or accuracy.
                    """,
                bad: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: awq(bits: 8), pool: h100 }
                    """#,
                good: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: awq(bits: 4), pool: h100 }
                    """#, mending: .unsafe)
        ),
    ]
}
