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

@Suite struct WorkspaceHoverTests {
    @Test(arguments: [
        ("mo‸del mini { }", ["**model**", "Names a model"]),
        ("model mini { ret‸ry: 2 }", ["**retry**: a whole number", "Optional."]),
        ("policy p { time‸zone: \"UTC\" }", ["Default: `\"UTC\"`"]),
        ("model m { service: bat‸ch(within: 24 h) }", ["batch(within:)", "Answers later"]),
        ("model m { service: batch(wit‸hin: 24 h) }", ["**within**: a duration"]),
        ("alert a { when: spe‸nd(over: 1 h) > $5 }", ["spend(over:)", "an amount of money"]),
        ("alert a { when: spend(ov‸er: 1 h) > $5 }", ["**over**", "rolling time"]),
        ("alert a { when: spend(over: 1 ‸h) > $5 }", ["**h**", "60 min"]),
        ("alert a { when: local_ti‸me in 22:00..06:00 }", ["local_time"]),
        ("model m { from: \"openai/gpt-4o-mi‸ni\" }", ["openai/gpt-4o-mini", "/Mtok", "as of", "context window"]),
        ("pool p { gpu: \"h100-sxm-‸80gb\" }", ["h100-sxm-80gb", "memory: 80 GB"]),
        ("request { tier: en‸um { a } }", ["**enum**"]),
        ("request { tenant: str‸ing }", ["**string**"]),
        ("route { wh‸en a -> b }", ["**when**", "the first rule"]),
        ("budget b { limit: $5 per d‸ay }", ["**day**", "midnight"]),
    ])
    func whatTheTablesSay(marked: String, parts: [String]) throws {
        var policy = OnePolicy(marked)
        let foundHover = policy.hover
        let hover = try #require(foundHover)
        for part in parts { #expect(hover.lowercased().contains(part.lowercased()), "\(part) is not in \(hover)") }
    }

    @Test func everyKindAndFieldHasOne() {
        for block in Schema.blocks {
            for field in block.fields {
                var policy = OnePolicy("\(block.kind.rawValue) x { \(field.name)‸: 1 }")
                #expect(policy.hover?.contains(field.help) ?? false, "\(block.kind).\(field.name)")
            }
        }
    }

    @Test func namesOfThePolicy() throws {
        var model = OnePolicy(SmallPolicy.head + SmallPolicy.route.replacing("-> large", with: "-> lar‸ge"))
        let foundText = model.hover
        let text = try #require(foundText)
        #expect(text.contains("model large { from: \"openai/gpt-4o\" }"))
        #expect(text.contains("$2.5"))
        #expect(text.contains("standard"))
        #expect(!text.contains("batch"))

        var constant = OnePolicy(SmallPolicy.head + SmallPolicy.route.replacing("and long", with: "and lo‸ng"))
        #expect(constant.hover?.contains("Is a condition.") ?? false)

        var attribute = OnePolicy(SmallPolicy.head.replacing("max_output:", with: "max_ou‸tput:") + SmallPolicy.route)
        #expect(attribute.hover?.contains("visible and reasoning together") ?? false)

        var enumerationCase = OnePolicy(
            SmallPolicy.head + SmallPolicy.route.replacing("== premium", with: "== pre‸mium"))
        #expect(enumerationCase.hover?.contains("a case of `tier`") ?? false)
    }

    /// What a `let` is stays known while the text around it is damaged.
    @Test func theLastGoodPolicyIsKept() throws {
        var policy = OnePolicy(SmallPolicy.head + SmallPolicy.route.replacing("and long", with: "and lo‸ng"))
        #expect(policy.hover != nil)
        policy.workspace.change(
            OnePolicy.uri, version: 2, [.init(range: nil, text: policy.text + "model broken { from: ")], .utf8)
        #expect(policy.hover?.contains("Is a condition.") ?? false)
    }

    @Test func nothingInCommentsAndBlanks() {
        var comment = OnePolicy("// mo‸del\n")
        #expect(comment.hover == nil)
        var blank = OnePolicy("model m {  ‸  }")
        #expect(blank.hover == nil)
    }
}
