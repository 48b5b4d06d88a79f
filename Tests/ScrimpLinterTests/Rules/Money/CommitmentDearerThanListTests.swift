import ScrimpLinter
import Testing

@Suite struct CommitmentDearerThanListTests {
    @Test(arguments: [
        // A day of it.
        """
        commit «M011:provisioned» { on: mini, units: 50, price: $1/h, then: on_demand, included: 900 Mtok per day }
        route { otherwise -> mini }
        """,
        // A month of it.
        """
        commit «M011:provisioned» { on: large, units: 100, price: $1/h, then: on_demand, included: 2_000 Mtok per month }
        route { otherwise -> large }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.commitmentDearerThanList, text) }

    @Test(arguments: [
        // Cheaper than the list price.
        """
        commit provisioned { on: mini, units: 5, price: $1/h, then: on_demand, included: 900 Mtok per day }
        route { otherwise -> mini }
        """,
        // Cheaper than answers at least.
        """
        commit provisioned { on: large, units: 50, price: $1/h, then: on_demand, included: 900 Mtok per day }
        route { otherwise -> large }
        """,
        // Nothing is included.
        """
        commit provisioned { on: mini, units: 500, price: $1/h, then: on_demand }
        route { otherwise -> mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.commitmentDearerThanList, text) }
}
