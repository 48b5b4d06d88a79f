import ScrimpLinter
import Testing

@Suite struct CommitmentOutOfReachTests {
    @Test(arguments: [
        // A limit lets less through.
        """
        commit «M010:provisioned» { on: large, units: 50, price: $1/h, then: on_demand, included: 900 Mtok per day }
        limit calls { on: large, rate: 200_000 tok/min }
        route { otherwise -> large }
        """,
        // Nothing routes to it.
        """
        commit «M010:provisioned» { on: haiku, units: 50, price: $1/h, then: on_demand, included: 900 Mtok per day }
        """,
        // A limit on everything.
        """
        commit «M010:provisioned» { on: large, units: 50, price: $1/h, then: on_demand, included: 20_000 Mtok per month }
        limit calls { rate: [900 req/min, 400_000 tok/min] }
        route { otherwise -> large, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.commitmentOutOfReach, text) }

    @Test(arguments: [
        // The limit lets all through.
        """
        commit provisioned { on: large, units: 50, price: $1/h, then: on_demand, included: 900 Mtok per day }
        limit calls { on: large, rate: 2_000_000 tok/min }
        route { otherwise -> large }
        """,
        // The limit is of one tenant.
        """
        commit provisioned { on: large, units: 50, price: $1/h, then: on_demand, included: 900 Mtok per day }
        limit calls { on: large, per: tenant, rate: 2_000 tok/min }
        route { otherwise -> large }
        """,
        // The limit is of another model.
        """
        commit provisioned { on: large, units: 50, price: $1/h, then: on_demand, included: 900 Mtok per day }
        limit calls { on: mini, rate: 2_000 tok/min }
        route { otherwise -> large, mini }
        """,
        // Nothing is included.
        """
        commit provisioned { on: large, units: 50, price: $1/h, then: on_demand }
        limit calls { on: large, rate: 2_000 tok/min }
        route { otherwise -> large }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.commitmentOutOfReach, text) }
}
