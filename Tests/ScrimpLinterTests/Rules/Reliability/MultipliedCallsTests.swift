import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct MultipliedCallsTests {
    @Test(arguments: [
        """
        model first { from: "openai/gpt-4o", retry: 3 }
        model second { from: "openai/gpt-4o-mini", retry: 3 }
        route { otherwise -> «R011:first, second» }
        """,
        """
        model first { from: "openai/gpt-4o", retry: 9 }
        route {
            when tier == free -> mini
            otherwise -> «R011:90%: first, 10%: mini»
        }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.multipliedCalls, text) }

    @Test(arguments: [
        """
        model first { from: "openai/gpt-4o", retry: 1 }
        model second { from: "openai/gpt-4o-mini", retry: 1 }
        route { otherwise -> first, second, haiku }
        """,
        "route { otherwise -> mini, large, haiku }",
        """
        model first { from: "openai/gpt-4o", retry: 5 }
        route { otherwise -> first }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.multipliedCalls, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .multipliedCalls,
            """
            model first { from: "openai/gpt-4o", retry: 3 }
            model second { from: "openai/gpt-4o-mini", retry: 3 }
            route { otherwise -> «R011:first, second» }
            """
        ).diagnostics
        #expect(found.map(\.message) == ["one request can be paid for 8 times here"])
    }
}
