import ScrimpDataForm
import ScrimpDiagnostics
import ScrimpFormatter
import ScrimpGenerators
import ScrimpJSON
import ScrimpSyntax
import ScrimpTestSupport
import Testing

/// From text to data and back: the same policy, whatever the notation.
@Suite struct RoundTripTests {
    static let shipped =
        PackageRoot.files(below: "examples", suffix: ".scrimp").map { "examples/" + $0 }
        + PackageRoot.files(below: "Tests/Golden", suffix: ".scrimp").map { "Tests/Golden/" + $0 }

    private static let grammar = Grammar(bytes: (try? PackageRoot.bytes("grammar/scrimp.ebnf")) ?? [])

    /// The data of a text; nil where it has mistakes.
    private static func data(_ bytes: [UInt8]) -> JSONValue? {
        policyData(of: parse(SourceText(file: "policy.scrimp", bytes: bytes))).value
    }

    /// Through both notations and back: the same data, the same formatted text, which gives the same data again.
    @discardableResult
    static func roundTrip(
        _ bytes: [UInt8], _ name: Comment, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws -> [UInt8]? {
        guard let value = data(bytes) else { return nil }
        var texts: [[UInt8]] = []
        for notation in DataNotation.allCases {
            let source = SourceText(file: "policy." + notation.rawValue, text: notation.text(value))
            let (node, found) = notation.read(source)
            #expect(found.isEmpty, name, sourceLocation: sourceLocation)
            let read = try #require(node, name, sourceLocation: sourceLocation)
            #expect(read.value == value, name, sourceLocation: sourceLocation)
            let back = policyText(from: read, in: source)
            #expect(
                back.diagnostics.isEmpty, "\(name.rawValue): \(back.diagnostics.map(\.message))",
                sourceLocation: sourceLocation)
            texts.append(try #require(back.bytes, name, sourceLocation: sourceLocation))
        }
        #expect(texts[0] == texts[1], name, sourceLocation: sourceLocation)
        let isFixed = format(SourceText(file: "", bytes: texts[0])).bytes == texts[0]
        #expect(isFixed, name, sourceLocation: sourceLocation)
        let again = data(texts[0])
        #expect(
            again == value, "\(name.rawValue): \(String(decoding: texts[0], as: UTF8.self))",
            sourceLocation: sourceLocation)
        return texts[0]
    }

    @Test(arguments: shipped)
    func shippedTexts(path: String) throws {
        let bytes = try PackageRoot.bytes(path)
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        guard let back = try Self.roundTrip(bytes, "\(path)") else { return }
        let (before, after) = (PlannedPolicy(bytes, folder: folder), PlannedPolicy(back, folder: folder))
        #expect(before.policy == after.policy)
        #expect(before.plan == after.plan, "\(path)")
    }

    /// The examples and the language's own policies are not passed over.
    @Test func everyPolicyOfAnExampleHasItsForm() throws {
        let all = Self.shipped.filter { $0.hasPrefix("examples/") || $0.hasPrefix("Tests/Golden/policies/") }
        #expect(all.count > 5)
        for path in all {
            let isWhole = Self.data(try PackageRoot.bytes(path)) != nil
            #expect(isWhole, "\(path)")
        }
        let support = "Tests/Golden/policies/support.scrimp"
        let hasPlan = PlannedPolicy(try PackageRoot.bytes(support), folder: "Tests/Golden/policies").plan != nil
        #expect(hasPlan)
    }

    @Test(arguments: 0..<40)
    func generatedPolicies(seed: UInt64) throws {
        let bytes = Array(GeneratedPolicy(seed: seed, hasState: seed % 2 == 0).text.utf8)
        let back = try #require(try Self.roundTrip(bytes, "seed \(seed)"))
        let (before, after) = (PlannedPolicy(bytes), PlannedPolicy(back))
        #expect(before.plan != nil && before.plan == after.plan, "seed \(seed)")
        #expect(before.policy == after.policy)
    }

    /// Whatever the grammar allows and data has a place for.
    @Test func sentences() throws {
        var whole = 0
        for seed: UInt64 in 0..<300 {
            var generator = SentenceGenerator(Self.grammar, seed: seed)
            let text = generator.sentence(size: 20 + Int(seed % 100))
            if try Self.roundTrip(Array(text.utf8), "seed \(seed)") != nil { whole += 1 }
        }
        #expect(whole > 0)
    }

    /// Documentation stays; other comments are counted.
    @Test func comments() throws {
        let text = """
            // A file of its own.

            /// Answers questions.
            /// Cheaply.
            policy support {
                /// Of this field.
                owner: "ml"   // who is asked
            }

            /// What is known.
            request {
                tenant: string   // whose
                /// How hard.
                level: ratio = 10%
            }

            /// Is easy.
            let easy = level < 5%

            /// Small.
            model mini { from: "openai/gpt-4o-mini" }
            route {
                /// The rest.
                otherwise -> mini
            }
            """
        let data = policyData(of: parse(SourceText(file: "", text: text)))
        #expect(data.commentsLeftOut == 3)
        let back = String(decoding: try #require(try Self.roundTrip(Array(text.utf8), "comments")), as: UTF8.self)
        expectGolden(back, at: "Tests/Golden/data/comments.scrimp")
    }
}
