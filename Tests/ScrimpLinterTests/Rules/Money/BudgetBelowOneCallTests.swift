import ScrimpLinter
import Testing

@Suite struct BudgetBelowOneCallTests {
    @Test(arguments: [
        // The longest call to the only model is dearer.
        """
        budget tenant_daily { limit: «M001:$0.02 per tenant per day», spent: reject("spent") }
        """,
        // Of a soft budget its ceiling counts.
        """
        budget daily { limit: $0.01 per day, spent: route(mini), ceiling: «M001:$0.02» }
        route { otherwise -> large, mini }
        """,
        // A rule may bound the prompt, and the answer is still too long.
        """
        budget run { limit: «M001:$0.01 per run», spent: reject("spent") }
        route {
            when prompt < 1 ktok -> large
            otherwise            -> haiku, large
        }
        """,
        // A condition that says nothing of lengths.
        """
        budget free { limit: «M001:$0.01 per tenant per day», when: tier == free, spent: reject("spent") }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.budgetBelowOneCall, text) }

    @Test(arguments: [
        // A cheaper candidate still fits.
        """
        budget tenant_daily { limit: $0.25 per tenant per day, spent: reject("spent") }
        route { otherwise -> large, mini }
        """,
        // Shapes keep calls short.
        """
        budget run { limit: $0.02 per run, spent: reject("spent") }
        shape capped { max_output: 1 ktok }
        route {
            when prompt <= 8 ktok -> mini
            otherwise             -> local
        }
        pool p4 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: p4 }
        """,
        // Another model is not counted.
        """
        budget large_daily { limit: $0.02 per day, on: large, spent: reject("spent") }
        route { otherwise -> large, mini }
        """,
        // Which prompts a condition takes is not known.
        """
        budget short { limit: $0.01 per day, when: prompt < 1 ktok, spent: reject("spent") }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.budgetBelowOneCall, text) }
}
