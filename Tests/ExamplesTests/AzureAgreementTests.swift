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
            #expect(pico(ours["cost"]) == theirs["cost"]?.number?.text)
            #expect(pico(ours["baseline"]?["cost"]) == theirs["baseline"]?.number?.text)
            #expect(ours["traffic"]?["requests"]?.number?.text == theirs["requests"]?.number?.text)
            for model in ours["models"]?.elements ?? [] {
                #expect(model["requests"]?.number?.text == theirs[model["model"]?.text ?? ""]?.number?.text)
            }
            #expect(ours["caches"]?.elements?.first?["hits"]?.number?.text == theirs["hits"]?.number?.text)
            #expect(ours["refused"]?["requests"]?.number?.text == theirs["refused"]?.number?.text)
        }
    }

    /// Dollars as written, in whole pico-dollars.
    private func pico(_ node: JSONNode?) -> String? {
        guard let text = node?.text, let point = text.firstIndex(of: ".") else { return nil }
        let decimals = text[text.index(after: point)...]
        let digits = text[..<point] + decimals + String(repeating: "0", count: 12 - decimals.count)
        return String(digits.drop { $0 == "0" })
    }
}
