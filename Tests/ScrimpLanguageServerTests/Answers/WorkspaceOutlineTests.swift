import Foundation
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

@Suite struct WorkspaceOutlineTests {
    private static let text = """
        // one
        // two

        use "catalog.yaml"
        import "company.scrimp"

        request {
            tier: enum { free, premium } = free
        }
        let cheap = tier == free
        model mini {
            from: "openai/gpt-4o-mini"
        }
        route {
            when cheap -> mini
            otherwise  -> mini
        }
        prove "a" { always: true }
        """

    @Test func symbolsAreNested() {
        var policy = OnePolicy(Self.text + "‸")
        let symbols = policy.workspace.symbols(OnePolicy.path)
        #expect(symbols.map(\.name) == ["request", "cheap", "mini", "route", "a"])
        #expect(symbols[0].children.map(\.name) == ["tier"])
        #expect(symbols[0].children[0].children.map(\.name) == ["free", "premium"])
        #expect(symbols[2].detail == "model")
        #expect(symbols[2].children.map(\.name) == ["from"])
        #expect(symbols[3].children.map(\.name) == ["when cheap", "otherwise"])
        for symbol in symbols {
            #expect(symbol.range.start <= symbol.nameRange.start && symbol.nameRange.end <= symbol.range.end)
        }
    }

    @Test func symbolsOfTheWorkspace() {
        var policy = OnePolicy(Self.text + "‸")
        #expect(policy.workspace.symbols(matching: "mni").map(\.symbol) == [.declaration(.model, "mini")])
        #expect(policy.workspace.symbols(matching: "").count == 6)
        #expect(policy.workspace.symbols(matching: "zzz").isEmpty)
    }

    @Test func foldings() {
        var policy = OnePolicy(Self.text + "‸")
        let foldings = policy.workspace.foldings(OnePolicy.path)
        #expect(foldings.first == Folding(range: ByteRange(0, 13), kind: .comment))
        let imports = foldings.first { $0.kind == .imports }
        #expect(
            imports.map { policy.text($0.range.start, $0.range.end) }
                == "use \"catalog.yaml\"\nimport \"company.scrimp\"")
        #expect(foldings.count { $0.kind == .block } == 5)
    }

    @Test func hintsSayWhatALetIs() {
        var policy = OnePolicy(SmallPolicy.head + "let most = 2 * 3 ktok\n" + SmallPolicy.route + "‸")
        let all = ByteRange(0, UInt32(policy.text.utf8.count))
        let hints = policy.workspace.hints(OnePolicy.path, in: all)
        #expect(hints.map(\.label).prefix(2) == [": a condition", ": tokens"])
        #expect(hints.map(\.isType) == [true, true, false, false])
        #expect(
            hints.dropFirst(2).allSatisfy {
                $0.label.hasPrefix("≤ $") && $0.tooltip.hasPrefix("the most that one request")
            })
        #expect(policy.workspace.hints(OnePolicy.path, in: ByteRange(0, 1)).isEmpty)
    }

    @Test func tokensCoverTheTextInOrder() throws {
        let text = try PackageRoot.text("Tests/Golden/policies/support.scrimp")
        var policy = OnePolicy(text + "‸")
        let tokens = policy.workspace.tokens(OnePolicy.path)
        for (left, right) in zip(tokens, tokens.dropFirst()) { #expect(left.range.end <= right.range.start) }
        func kinds(_ word: String) -> Set<ColoredToken.Kind> {
            Set(tokens.filter { policy.text($0.range.start, $0.range.end) == word }.map(\.kind))
        }
        #expect(kinds("mini") == [.class])
        #expect(kinds("model") == [.keyword])
        #expect(kinds("residency") == [.parameter])
        #expect(kinds("premium") == [.enumMember])
        #expect(kinds("easy") == [.variable])
        #expect(kinds("when") == [.keyword, .property])
        #expect(kinds("filled") == [.function])
        #expect(kinds("semantic") == [.function])
        #expect(kinds("exact") == [.class, .enumMember])
        #expect(kinds("rollout.") == [.property])
        #expect(kinds("quantized") == [.class])
        let some = policy.workspace.tokens(OnePolicy.path, in: ByteRange(100, 200))
        #expect(!some.isEmpty && some.count < tokens.count)
    }

    @Test func actionsMendWhatIsFound() throws {
        let wrong = SmallPolicy.head + SmallPolicy.route.replacing("-> mini\n}", with: "-> mni\n}")
        var policy = OnePolicy(wrong + "‸")
        let place = UInt32(try #require(wrong.range(of: "mni")).lowerBound.utf16Offset(in: wrong))
        let actions = policy.workspace.actions(OnePolicy.path, in: ByteRange(place, place))
        #expect(actions.map(\.title) == ["replace with `mini`"])
        #expect(policy.workspace.actions(OnePolicy.path, in: ByteRange(0, 0)).isEmpty)
    }

    @Test func onlySafeFixesAreMadeAtOnce() throws {
        var policy = OnePolicy("let a: 5 sec\n‸")
        let foundFixed = policy.workspace.fixingAll(OnePolicy.path)
        let fixed = try #require(foundFixed)
        #expect(String(decoding: fixed, as: UTF8.self) == "let a = 5 sec\n")
        var sound = OnePolicy("let a = 5 s\n‸")
        #expect(sound.workspace.fixingAll(OnePolicy.path) == nil)
    }
}
