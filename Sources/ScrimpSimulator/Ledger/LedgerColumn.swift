/// What a ledger says beside the request: the columns that are no attributes. `Docs/ledger.md` is this list.
package enum LedgerColumn: String, CaseIterable, Sendable {
    case answer = "billed_answer"
    case model = "billed_model"
    case prompt = "billed_prompt"
    case cached = "billed_cached"
    case cacheWrite = "billed_cache_write"
    case output = "billed_output"
    case images = "billed_images"
    case audio = "billed_audio"
    case toolCalls = "billed_tool_calls"
    case cost = "billed_cost"
    case otherCost = "billed_other_cost"
    case decision = "billed_decision"

    package var meaning: String {
        switch self {
        case .answer: "what answered: `call`, `cache` or `refused`"
        case .model: "name in the policy of the model whose call answered; empty where none did"
        case .prompt: "tokens of prompt at the full price"
        case .cached: "tokens of prompt that the provider's prefix cache held"
        case .cacheWrite: "tokens of prompt that were written to it"
        case .output: "tokens of the answer, reasoning included"
        case .images: "images in the prompt"
        case .audio: "audio tokens in the prompt"
        case .toolCalls: "calls of tools"
        case .cost:
            "dollars charged for the request, exact to the pico-dollar: the answer, tries that failed, and copies"
        case .otherCost: "part of `billed_cost`: tries that failed, and copies"
        case .decision: "name of the decision, where the host gave one"
        }
    }
}

/// How a ledger is written.
package enum LedgerFormat: String, CaseIterable, Sendable {
    case csv
    case jsonLines = "json_lines"

    /// By the end of a file's name: JSON lines for `.jsonl`, `.ndjson` and `.json`, else CSV.
    package init(fileName: String) {
        let isJSON = [".jsonl", ".ndjson", ".json"].contains { fileName.hasSuffix($0) }
        self = isJSON ? .jsonLines : .csv
    }
}
