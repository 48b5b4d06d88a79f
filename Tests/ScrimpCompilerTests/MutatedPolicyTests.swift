import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics
import ScrimpSyntax
import ScrimpTestSupport
import Testing

/// Whatever is done to the example's tokens, checking and compiling it ends with diagnostics or a plan, never with a trap; and
/// a plan that comes out can be written and read.
@Suite struct MutatedPolicyTests {
    @Test(arguments: 0..<8) func neverTraps(block: Int) throws {
        let text =
            try PackageRoot.text("Tests/Golden/policies/support.scrimp")
            + PackageRoot.text("Tests/Golden/policies/two_years.scrimp")
        let bytes = Array(text.utf8)
        let tree = parse(SourceText(file: "p.scrimp", bytes: bytes)).tree
        let tokens = tree.tokens.indices.filter { !tree.tokens[$0].kind.isTrivia && !tree.range(ofToken: $0).isEmpty }
        var random = SeededGenerator(seed: UInt64(block) + 17)
        for _ in 0..<120 {
            var mutated = bytes
            for _ in 0...random.below(2) {
                guard let place = random.pick(tokens), let other = random.pick(tokens) else { continue }
                let range = tree.range(ofToken: place)
                let replacement = bytes[Int(tree.range(ofToken: other).start)..<Int(tree.range(ofToken: other).end)]
                guard Int(range.end) <= mutated.count, mutated.count == bytes.count || range.end < 900 else { continue }
                switch random.below(3) {
                case 0: mutated.replaceSubrange(Int(range.start)..<Int(range.end), with: replacement)
                case 1: mutated.insert(contentsOf: Array(replacement) + [UInt8(ascii: " ")], at: Int(range.start))
                default: mutated.removeSubrange(Int(range.start)..<Int(range.end))
                }
            }
            let environment = CompilationEnvironment(
                load: { path throws(CompilationEnvironment.LoadError) in
                    switch path {
                    case "company.scrimp":
                        return Array("budget company { limit: $500 per day, spent: reject(\"no\") }".utf8)
                    default: throw .missing
                    }
                }, zoneRules: { _ in ZoneRules(initialOffset: 3_600) }, catalog: .builtIn,
                today: CivilDate(year: 2026, month: 11, day: 24))
            // The catalog file is not there, which is one diagnostic; the rest is checked all the same.
            let withoutCatalog = String(decoding: mutated, as: UTF8.self).replacing("use    \"catalog.yaml\"", with: "")
            let checked = check(SourceText(file: "p.scrimp", text: withoutCatalog), in: environment)
            guard let policy = checked.policy else {
                #expect(!checked.diagnostics.isEmpty)
                continue
            }
            _ = policy.described
            let compilation = compile(policy, sources: checked.sources, compilerVersion: "test")
            _ = TerminalRenderer().render(checked.diagnostics + compilation.diagnostics, in: checked.sources)
            guard let plan = compilation.plan else {
                #expect(compilation.diagnostics.contains { $0.severity == .error })
                continue
            }
            let encoded = plan.encoded()
            #expect(try Plan(bytes: encoded).encoded() == encoded)
        }
    }
}
