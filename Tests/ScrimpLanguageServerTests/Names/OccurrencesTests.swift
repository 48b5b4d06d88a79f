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

@Suite struct OccurrencesTests {
    private static func example() throws -> String { try PackageRoot.text("Tests/Golden/policies/support.scrimp") }

    private static let company = """
        budget company { limit: $1_000 per month, spent: reject("the company's money is used up") }
        switch paused { on: reject("paused by the operator") }
        """

    @Test func everyNameOfTheExampleIsDeclared() throws {
        var workspace = Workspace(TestSystem.make(["/work/company.scrimp": Self.company]))
        workspace.open(OnePolicy.uri, version: 1, text: try Self.example())
        let foundAnalysis = workspace.analysis(ofPath: OnePolicy.path)
        let analysis = try #require(foundAnalysis)
        let occurrences = analysis.occurrences()
        for occurrence in occurrences {
            #expect(
                analysis.declarations.entries[occurrence.symbol] != nil, "\(occurrence.symbol) is declared nowhere")
        }
        #expect(occurrences.count { $0.symbol == .declaration(.model, "mini") } == 10)
        #expect(occurrences.count { $0.symbol == .attribute("residency") } == 7)
        #expect(occurrences.count { $0.symbol == .enumerationCase("summary", of: "task") } == 4)
        #expect(occurrences.filter(\.isDeclaration).count == analysis.declarations.order.count)
    }

    /// Every name of the example is changed; what is said of the policy stays the same.
    @Test func renamingChangesNothing() throws {
        let text = try Self.example()
        var workspace = Workspace(TestSystem.make(["/work/company.scrimp": Self.company]))
        workspace.open(OnePolicy.uri, version: 1, text: text)
        let foundAnalysis = workspace.analysis(ofPath: OnePolicy.path)
        let analysis = try #require(foundAnalysis)
        let codes = analysis.diagnostics.map(\.code.id)
        var renamed = 0
        for symbol in analysis.declarations.order {
            guard let entry = analysis.declarations.entries[symbol], entry.location.source == 0 else { continue }
            let offset = Int(entry.location.range.start)
            guard (try? workspace.renamable(OnePolicy.path, offset: offset)) != nil else { continue }
            let files = try workspace.rename(OnePolicy.path, offset: offset, to: "another_name")
            #expect(files.map(\.path) == [OnePolicy.path])
            var bytes = Array(text.utf8)
            for range in files.flatMap(\.ranges).reversed() {
                bytes.replaceSubrange(Int(range.start)..<Int(range.end), with: "another_name".utf8)
            }
            var other = Workspace(TestSystem.make(["/work/company.scrimp": Self.company]))
            other.open(OnePolicy.uri, version: 1, text: String(decoding: bytes, as: UTF8.self))
            let foundAfter = other.analysis(ofPath: OnePolicy.path)
            let after = try #require(foundAfter)
            #expect(after.diagnostics.map(\.code.id) == codes, "after renaming \(symbol)")
            renamed += 1
        }
        #expect(renamed > 30)
    }

    @Test func namesInTextsAndPaths() throws {
        var policy = OnePolicy(
            SmallPolicy.head + SmallPolicy.route + """
                cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10 }
                scenario year for small {
                    traffic:  workload(requests: 10 req, duration: 1 h, prompt: 10 tok)
                    fill:     { tier: choice(free: 50%, premium: 50%) }
                    prices:   [change("model.mini.price", 10%, on: "2027-01-01")]
                    quality:  { mini: "column" }
                    uncertain: { cache.answers.hit_rate: 10%..20% }
                    tunable:  { long: 1 ktok..3 ktok }
                }
                test "t" { given: { tier: free }, state: { budget.daily: 90% }, expect: first(mini) }
                """)
        let foundAnalysis = policy.workspace.analysis(ofPath: OnePolicy.path)
        let analysis = try #require(foundAnalysis)
        let occurrences = analysis.occurrences()
        func count(_ symbol: Symbol) -> Int { occurrences.count { $0.symbol == symbol } }
        #expect(count(.declaration(.model, "mini")) == 6)
        #expect(count(.declaration(.cache, "answers")) == 2)
        #expect(count(.declaration(.budget, "daily")) == 2)
        #expect(count(.declaration(.policy, "small")) == 2)
        #expect(count(.enumerationCase("free", of: "tier")) == 3)
        #expect(count(.enumerationCase("premium", of: "tier")) == 3)
        #expect(count(.attribute("tier")) == 4)
        #expect(count(.constant("long")) == 3)
    }
}
