import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpJSON
import ScrimpLanguageServer
import ScrimpQuantities
import ScrimpSchema
import ScrimpSemantics
import ScrimpSyntax
import ScrimpTestSupport
import Testing

@Suite struct WorkspaceCompletionTests {
    private static let whole = SmallPolicy.head + SmallPolicy.route

    private func proposals(_ marked: String) -> [String] {
        var policy = OnePolicy(marked)
        return policy.proposals
    }

    @Test func kindsBetweenBlocks() {
        let expected = BlockKind.allCases.map(\.rawValue) + ["let", "use", "import"]
        #expect(proposals("‸") == expected)
        #expect(proposals("model a { }\nbud‸") == expected)
    }

    @Test func fieldsThatAreNotGiven() {
        let fields = Schema.block(.model).fields.map(\.name)
        #expect(proposals("model m { ‸ }") == fields)
        #expect(proposals("model m {\n    retry: 2\n    ‸\n}") == fields.filter { $0 != "retry" })
        #expect(proposals("model m { latency: { first_token: 3 s, ‸ } }") == ["per_token"])
        var policy = OnePolicy("model m { re‸ }")
        let completions = policy.workspace.completions(OnePolicy.path, offset: policy.offset)
        #expect(completions?.items.first { $0.label == "retry" }?.insertion == "retry: ")
        #expect(completions.map { policy.text($0.range.start, $0.range.end) } == "re")
    }

    @Test func valuesByTheirType() {
        #expect(proposals("model m { service: ‸ }") == ["standard", "batch", "flex", "priority"])
        #expect(proposals(Self.whole + "rollout r { of: ‸ }") == ["mini", "large"])
        #expect(proposals(Self.whole + "cache c { key: [‸] }") == ["tenant", "tier", "prompt", "max_output"])
        #expect(proposals("budget b { spent: ‸ }") == ["reject", "wait", "route"])
        #expect(proposals(Self.whole + "budget b { spent: route(‸) }") == ["mini", "large"])
        #expect(proposals("shape s { stream: ‸ }") == ["true", "false"])
        #expect(proposals("request { a: ‸ }") == Schema.attributeTypes.map(\.name))
        #expect(proposals(Self.whole + "budget b { limit: $3 per ‸ }").starts(with: ["tenant", "tier"]))
        #expect(proposals(Self.whole + "budget b { limit: $3 per ‸ }").contains("day"))
        #expect(
            proposals(Self.whole.replacing("otherwise -> mini", with: "otherwise -> ‸")) == ["mini", "large", "split"])
    }

    @Test func conditions() {
        let inCondition = proposals(Self.whole.replacing("when tier == premium and long", with: "when ‸"))
        #expect(inCondition.starts(with: ["tenant", "tier", "prompt", "max_output", "long"]))
        #expect(inCondition.contains("filled"))
        #expect(!inCondition.contains("reachable"))
        #expect(proposals(Self.whole + "prove \"x\" { never: ‸ }").contains("reachable"))
        let beside = proposals(Self.whole.replacing("tier == premium", with: "tier == ‸"))
        #expect(beside.starts(with: ["free", "premium"]))
        #expect(proposals(Self.whole + "alert a { when: filled(‸) }").contains("daily"))
        #expect(proposals("alert a { when: quality(m, ‸) }").suffix(2) == ["over", "at_least"])
        #expect(proposals("alert a { when: weekday == ‸ }").starts(with: ["monday", "tuesday"]))
    }

    @Test func namesInQuotes() throws {
        let models = Catalog.builtIn.models.map(\.id)
        #expect(proposals("model m { from: \"‸\" }") == models)
        #expect(proposals("model m { from: \"openai/‸") == models)
        #expect(proposals("model m { from: \"openai/‸\n}\npool p { }") == models)
        #expect(proposals("pool p { gpu: \"‸\" }") == Catalog.builtIn.gpus.map(\.id))
        #expect(proposals("policy p { timezone: \"‸\" }") == ["Europe/Berlin", "UTC"])
        #expect(proposals("limit l { on: provider(\"‸\") }").contains("openai"))
        #expect(proposals("policy p { owner: \"‸\" }").isEmpty)
        var policy = OnePolicy("model m { from: \"openai/g‸pt\" }")
        let foundRange = policy.workspace.completions(OnePolicy.path, offset: policy.offset)?.range
        let range = try #require(foundRange)
        #expect(policy.text(range.start, range.end) == "openai/gpt")
    }

    @Test func unitsBehindANumber() {
        #expect(proposals("limit l { wait: 30 ‸ }") == ["ms", "s", "min", "h", "d"])
        #expect(proposals("limit l { wait: 30 m‸ }") == ["ms", "s", "min", "h", "d"])
        #expect(proposals("limit l { wait: 30‸ }") == ["ms", "s", "min", "h", "d"])
        #expect(proposals("shape s { max_output: 2 ‸ }") == ["tok", "ktok", "Mtok"])
        #expect(proposals("limit l { rate: [500 req/‸] }") == ["ms", "s", "min", "h", "d"])
        #expect(proposals("model m { price: { input: $3/‸ } }") == ["tok", "ktok", "Mtok"])
        #expect(proposals("budget b { alert: [50‸] }") == ["%"])
        #expect(proposals("scenario s for p { horizon: 24 ‸ }") == ["month", "months", "year", "years"])
        #expect(proposals(Self.whole + "let x = prompt > 2 ‸") == ["tok", "ktok", "Mtok"])
    }

    @Test func nothingInComments() {
        #expect(proposals("// mo‸").isEmpty)
        #expect(proposals("model m { /// re‸\n }").isEmpty)
    }

    @Test func signatures() throws {
        var policy = OnePolicy("alert a { when: quality(local, over: ‸) < 3% }")
        let foundSignature = policy.workspace.signature(OnePolicy.path, offset: policy.offset)
        let signature = try #require(foundSignature)
        #expect(signature.label == "quality(model, over:, at_least:)")
        #expect(signature.active == 1)
        var outside = OnePolicy("alert a { when: ‸ }")
        #expect(outside.workspace.signature(OnePolicy.path, offset: outside.offset) == nil)
    }
}
