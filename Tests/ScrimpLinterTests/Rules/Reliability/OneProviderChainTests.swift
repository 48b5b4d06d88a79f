import ScrimpLinter
import Testing

@Suite struct OneProviderChainTests {
    @Test(arguments: [
        "route { otherwise -> «R002:large, mini» }",
        """
        allow stays { when: tier == free, only: [haiku] }
        route {
            when tier == free -> haiku
            otherwise -> «R002:mini, large»
        }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.oneProviderChain, text) }

    @Test(arguments: [
        "route { otherwise -> large, haiku }",
        "route { otherwise -> mini }",
        """
        allow ours { when: tier == free, only: [mini, large] }
        route { otherwise -> large, mini }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.oneProviderChain, text) }
}
