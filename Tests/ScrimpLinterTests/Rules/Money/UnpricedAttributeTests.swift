import ScrimpLinter
import Testing

@Suite struct UnpricedAttributeTests {
    @Test(arguments: [
        // Images.
        """
        request { tenant: string, prompt: tokens, max_output: tokens, «M006:images»: count }
        """,
        // A prefix that no model sells cheaper.
        """
        request { tenant: string, prompt: tokens, max_output: tokens, «M006:cached_prefix»: tokens }
        model house { from: "house/small", context: 32 ktok, price: { input: $0.20/Mtok, output: $0.80/Mtok, source: "contract", as_of: "2026-11-01" } }
        route { otherwise -> house }
        """,
        // Two of them.
        """
        request { tenant: string, prompt: tokens, max_output: tokens, «M006:audio»: tokens, «M006:tool_calls»: count }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.unpricedAttribute, text) }

    @Test(arguments: [
        // One model has the price.
        """
        request { tenant: string, prompt: tokens, max_output: tokens, images: count }
        model vision { from: "house/vision", price: { input: $1/Mtok, output: $2/Mtok, per_image: $0.002, source: "contract", as_of: "2026-11-01" } }
        route { otherwise -> vision, mini }
        """,
        // A prefix that the model sells cheaper.
        """
        request { tenant: string, prompt: tokens, max_output: tokens, cached_prefix: tokens }
        """,
        // Nothing hosted.
        """
        request { tenant: string, prompt: tokens, max_output: tokens, images: count }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        route { otherwise -> local }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.unpricedAttribute, text) }
}
