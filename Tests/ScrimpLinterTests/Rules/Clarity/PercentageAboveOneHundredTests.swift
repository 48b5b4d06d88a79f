import ScrimpLinter
import Testing

@Suite struct PercentageAboveOneHundredTests {
    @Test(arguments: [
        #"""
        let hopeless = complexity > «C018:350%» or task == advice
        route { when hopeless -> large otherwise -> mini }
        """#,
        #"""
        budget daily { limit: $5 per day, spent: reject("spent") }
        budget soft { limit: $4 per tenant per day, spent: route(mini), ceiling: $5 }
        route {
            when filled(daily) >= «C018:120%» or tier == free -> mini
            when filled(soft) > «C018:130%» or complexity in 50%..«C018:500%» -> large
            otherwise -> haiku
        }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.percentageAboveOneHundred, text) }

    @Test(arguments: [
        #"""
        let hopeless = complexity > 35% or task == advice
        route { when hopeless or complexity == 100% -> large otherwise -> mini }
        """#,
        #"""
        budget soft { limit: $4 per tenant per day, spent: route(mini), ceiling: $5 }
        alert runaway { when: spend(over: 1 h) > 250% * usual(over: 7 d), notify: "ml-oncall" }
        route {
            when filled(soft) > 110% -> mini
            when prompt > 150% * max_output -> haiku
            otherwise -> large
        }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.percentageAboveOneHundred, text) }
}
