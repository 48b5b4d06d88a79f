import ScrimpLinter
import Testing

@Suite struct DiscountDearerThanOnDemandTests {
    @Test(arguments: [
        // Spot.
        """
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: «M021:spot(fallback: on_demand, interruptions: 5%/h, price: $7/h)» }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        route { otherwise -> local, mini }
        """,
        // Reserved.
        """
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: «M021:reserved(term: 12 months, price: $6.88/h)» }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        route { otherwise -> local, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.discountDearerThanOnDemand, text) }

    @Test(arguments: [
        // A real discount.
        """
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: spot(fallback: on_demand, interruptions: 5%/h, price: $2/h) }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        route { otherwise -> local, mini }
        """,
        // By the catalog.
        """
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: spot(fallback: on_demand, interruptions: 5%/h) }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        route { otherwise -> local, mini }
        """,
        // On demand.
        """
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.discountDearerThanOnDemand, text) }
}
