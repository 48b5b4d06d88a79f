import ScrimpCommands
import ScrimpJSON
import ScrimpTestSupport
import Testing

/// A real hour of traffic through two models, an exact cache and a budget per tenant: `azure/check.py`, written for this test and
/// knowing nothing of the program, agrees to the last pico-dollar.
@Suite struct AzureAgreementTests {
    private static let trace = "AzureLLMInferenceTrace_code.csv"

    @Test(.enabled(if: SharedData.has(trace) && ChildProcess.find("python3") != nil))
    func pythonAgreesToTheLastPicoDollar() throws {
        let folder = try TemporaryFolder()
        let bytes = try #require(SharedData.bytes(of: Self.trace))
        let trace = try folder.write(Self.trace, String(decoding: bytes, as: UTF8.self))
        let policy = try folder.write("policy.scrimp", try PackageRoot.text("Tests/ExamplesTests/azure/policy.scrimp"))
        let python = try ChildProcess.run(
            "python3",
            [PackageRoot.path("Tests/ExamplesTests/azure/check.py"), trace, PackageRoot.path("Docs/workloads.md")])
        #expect(python.exitCode == 0, "\(python.errorText)")
        let theirs = try JSONReader.read(python.output)

        for option in [[], ["--engine"]] {
            let (code, output, _) = ExamplesTests.run(["simulate", "--json", policy] + option)
            #expect(code == .clean)
            let ours = try JSONReader.read(Array(output.utf8))
            // A figure that one side lacks is a failure, not an agreement.
            func agree(_ name: String, _ ours: String?) throws {
                let theirs = try #require(theirs[name]?.number?.text, "\(name)")
                #expect(try #require(ours, "\(name)") == theirs, "\(name)")
            }
            try agree("cost", pico(ours["cost"]))
            try agree("baseline", pico(ours["baseline"]?["cost"]))
            try agree("requests", ours["traffic"]?["requests"]?.number?.text)
            let models = try #require(ours["models"]?.elements)
            #expect(models.compactMap { $0["model"]?.text }.sorted() == ["large", "mini"])
            for model in models { try agree(model["model"]?.text ?? "", model["requests"]?.number?.text) }
            try agree("hits", ours["caches"]?.elements?.first?["hits"]?.number?.text)
            try agree("refused", ours["refused"]?["requests"]?.number?.text)
        }
        // The traffic reaches every part of what is compared.
        for name in ["mini", "large", "hits", "refused"] { #expect(theirs[name]?.number?.int64 ?? 0 > 0, "\(name)") }
    }

    /// Dollars as written, in whole pico-dollars.
    private func pico(_ node: JSONNode?) -> String? {
        guard let text = node?.text, let point = text.firstIndex(of: ".") else { return nil }
        let decimals = text[text.index(after: point)...]
        let digits = text[..<point] + decimals + String(repeating: "0", count: 12 - decimals.count)
        return String(digits.drop { $0 == "0" })
    }
}
