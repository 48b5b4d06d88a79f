import ScrimpLinter
import Testing

@Suite struct ReasoningUncappedTests {
    @Test(arguments: [
        // No cap at all.
        """
        request { tenant: string, prompt: tokens }
        model «M014:thinker» { from: "openai/o3" }
        route { otherwise -> thinker }
        """,
        // A cap for some requests.
        """
        request { tenant: string, prompt: tokens }
        model «M014:thinker» { from: "openai/o3" }
        shape lean { when: prompt < 1 ktok, reasoning_cap: 2 ktok }
        route { otherwise -> mini, thinker }
        """,
        // A cap on another model.
        """
        request { tenant: string, prompt: tokens }
        model «M014:thinker» { from: "openai/o3" }
        shape lean { on: mini, max_output: 2 ktok }
        route { otherwise -> mini, thinker }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.reasoningUncapped, text) }

    @Test(arguments: [
        // The request caps it.
        """
        model thinker { from: "openai/o3" }
        route { otherwise -> thinker }
        """,
        // A shape caps it.
        """
        request { tenant: string, prompt: tokens }
        model thinker { from: "openai/o3" }
        shape lean { reasoning_cap: 2 ktok }
        route { otherwise -> thinker }
        """,
        // It does not reason.
        """
        request { tenant: string, prompt: tokens }
        route { otherwise -> mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.reasoningUncapped, text) }
}
