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

@Suite struct SyntaxContextTests {
    /// What would be meant by a name at the caret, in few words.
    private func meaning(_ marked: String) -> String {
        var policy = OnePolicy(marked)
        guard let place = policy.workspace.placeOfCaret(OnePolicy.path, offset: policy.offset) else {
            return "no place"
        }
        return Self.words(place.context.role)
    }

    private static func words(_ role: SyntaxRole) -> String {
        switch role {
        case .file: "file"
        case .kind: "kind"
        case .declared(let declared): "declared \(declared)"
        case .attributeType: "type"
        case .fieldName(.specs(let specs)): "field of \(specs.first?.name ?? "")"
        case .fieldName(.attributeValues): "attribute to give"
        case .fieldName(.state): "state"
        case .fieldName(.models): "model to give"
        case .fieldName(.constants): "let to give"
        case .value(let type, let field): "value: \(type.words)\(field.map { " (\($0.name))" } ?? "")"
        case .suffixName(_, let isAttributeOnly): isAttributeOnly ? "attribute behind by" : "name behind per"
        case .expression(let mode, let expected): "\(mode): \(words(expected))"
        case .target: "target"
        case .argumentName(let callee): "argument of \(callee.name)"
        case .subject: "subject"
        case .fill(let attribute): "fill of \(attribute)"
        case .pricePath: "price path"
        default: "something else"
        }
    }

    private static func words(_ expected: SyntaxRole.Expected) -> String {
        switch expected {
        case .nothing: "anything"
        case .condition: "condition"
        case .amount(let measure): measure.name
        case .text: "text"
        case .value(let attribute): "value of \(attribute)"
        case .weekday: "weekday"
        case .timeOfDay: "time of day"
        }
    }

    @Test(arguments: [
        ("‸", "kind"),
        ("mod‸", "kind"),
        ("model ‸", "declared declaration(ScrimpSchema.BlockKind.model)"),
        ("model mini { ‸ }", "field of from"),
        ("model mini {\n    fr‸\n    region: \"x\"\n}", "field of from"),
        ("model mini { pool: ‸ }", "value: the name of a `pool` (pool)"),
        ("model mini { pool: ‸\n quantize: none }", "value: the name of a `pool` (pool)"),
        ("model mini { latency: { ‸ } }", "field of first_token"),
        ("model mini { latency: { first_token: ‸ } }", "value: a duration (first_token)"),
        ("budget b { limit: $25 per ‸ }", "name behind per"),
        ("budget b { spent: route(‸) }", "value: the name of a `model`"),
        ("cache c { key: [‸] }", "value: an attribute of the request"),
        ("cache c { key: [tenant, ‸", "value: an attribute of the request"),
        ("limit l { priority: [‸] by tier }", "constant: value of tier"),
        ("limit l { priority: [a] by ‸ }", "attribute behind by"),
        ("request { tier: ‸ }", "type"),
        ("request { tier: enum { free, ‸ } }", "declared enumerationCase(of: \"tier\")"),
        ("request { tier: enum { free } = ‸ }", "constant: value of tier"),
        ("route { when ‸ }", "condition: condition"),
        ("route { when a and ‸ -> mini }", "condition: condition"),
        ("route { otherwise -> ‸ }", "target"),
        ("route { otherwise -> mini, ‸ }", "target"),
        ("route { when a -> split(90%: ‸, 10%: large) }", "target"),
        ("alert a { when: spend(‸) }", "something else"),
        ("alert a { when: spend(over: ‸) }", "value: a duration"),
        ("alert a { when: filled(‸) > 1 }", "value: the name of a `budget`"),
        ("alert a { when: weekday == ‸ }", "condition: weekday"),
        ("alert a { when: filled(b) > ‸ }", "condition: a percentage"),
        ("prove \"x\" { never: ‸ }", "claim: condition"),
        ("test \"x\" { given: { ‸ } }", "attribute to give"),
        ("test \"x\" { state: { ‸ } }", "state"),
        ("scenario s for ‸ { }", "subject"),
        ("scenario s for p { outages: { ‸ } }", "model to give"),
        ("scenario s for p { tunable: { ‸ } }", "let to give"),
        ("scenario s for p { baseline: everything(‸) }", "something else"),
        ("scenario s for p { baseline: everything(on: ‸) }", "value: the name of a `model` (on)"),
        ("shape s { stop_early: ‸ }", "stream: condition"),
        ("let x = ‸", "condition: anything"),
    ])
    func roleAtTheCaret(marked: String, expected: String) {
        #expect(meaning(marked) == expected, "at \(marked)")
    }

    @Test func casesBesideTheirAttribute() {
        let request = "request { tier: enum { free, plus } }\n"
        #expect(meaning(request + "route { when tier == ‸ -> a }") == "condition: value of tier")
        #expect(meaning(request + "route { when tier in [free, ‸] -> a }") == "condition: value of tier")
        #expect(meaning(request + "let x = not (tier != ‸)") == "condition: value of tier")
        #expect(meaning(request + "test \"x\" { given: { tier: ‸ } }") == "constant: value of tier")
        #expect(meaning(request + "scenario s for p { fill: { tier: ‸ } }") == "constant: value of tier")
        #expect(meaning(request + "scenario s for p { fill: { tier: choice(‸: 3%) } }") == "argument of choice")
    }

    @Test func whatIsAround() throws {
        var policy = OnePolicy("model mini {\n    retry: 2\n    ‸\n    region: \"eu\"\n}")
        let foundPlace = policy.workspace.placeOfCaret(OnePolicy.path, offset: policy.offset)
        let place = try #require(foundPlace)
        #expect(place.context.block?.kind == .model)
        #expect(place.context.givenFields == ["retry", "region"])

        var inCall = OnePolicy("alert a { when: quality(local, over: 1 h, ‸) < 3% }")
        let foundCall = inCall.workspace.placeOfCaret(OnePolicy.path, offset: inCall.offset)?.context.call
        let call = try #require(foundCall)
        #expect(call.callee.name == "quality")
        #expect(call.argument == 2)
        #expect(call.given == ["over"])
    }

    @Test func aWordIsTakenAtItsEnd() throws {
        var policy = OnePolicy("model mini‸ { }")
        let foundPlace = policy.workspace.place(OnePolicy.path, offset: policy.offset)
        let place = try #require(foundPlace)
        #expect(place.context.tree.text(ofToken: place.context.token) == "mini")
        #expect(place.resolved?.symbol == .declaration(.model, "mini"))
    }

    @Test func placesOutsideTheTextAreItsEnds() throws {
        var policy = OnePolicy("model mini { }‸")
        #expect(policy.workspace.place(OnePolicy.path, offset: 1_000)?.context.offset == 14)
        #expect(policy.workspace.place(OnePolicy.path, offset: -5)?.context.offset == 0)
    }
}
