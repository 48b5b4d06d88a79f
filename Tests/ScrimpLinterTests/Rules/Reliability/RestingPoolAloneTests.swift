import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct RestingPoolAloneTests {
    @Test(arguments: [
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00 }
        route { otherwise -> «R003:local» }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend_days: [saturday, sunday] }
        route {
            when task == summary -> «R003:local»
            otherwise -> mini
        }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        model other { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: second }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00 }
        pool second { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, suspend: 05:00..07:00 }
        route { otherwise -> «R003:local, other» }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.restingPoolAlone, text) }

    @Test(arguments: [
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00 }
        route { otherwise -> local, mini }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00 }
        route {
            when local_time in 22:00..06:00 -> mini
            otherwise -> local
        }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        model other { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: second }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00 }
        pool second { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, suspend: 12:00..13:00 }
        route { otherwise -> local, other }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand }
        route { otherwise -> local }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.restingPoolAlone, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .restingPoolAlone,
            """
            model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
            pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00 }
            route { otherwise -> «R003:local» }
            """
        ).diagnostics
        #expect(found.map(\.message) == ["while `h100` rests from 22:00 to 06:00, nothing is left of `local`"])
    }
}
