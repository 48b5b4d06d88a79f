import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct ComparisonWithTrueTests {
    @Test(arguments: [
        #"""
        request { tenant: string, vip: bool, trial: bool = false, prompt: tokens, max_output: tokens }
        let fast = «C016:vip == true» and «C016:trial == false»
        route { when fast -> large otherwise -> mini }
        """#,
        #"""
        request { tenant: string, vip: bool, trial: bool = false, prompt: tokens, max_output: tokens }
        route {
            when not «C016:vip == false» or «C016:contains(tenant, "eu") != true» -> large
            when «C016:true == trial» -> haiku
            otherwise -> mini
        }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.comparisonWithTrue, text) }

    @Test(arguments: [
        #"""
        request { tenant: string, vip: bool, trial: bool = false, prompt: tokens, max_output: tokens }
        let fast = vip and not trial
        route { when fast -> large otherwise -> mini }
        """#,
        #"""
        request { tenant: string, vip: bool, trial: bool = false, prompt: tokens, max_output: tokens }
        route { when vip != trial -> large when trial -> haiku otherwise -> mini }
        allow all { when: true, only: [mini, large, haiku] }
        test "vip" { given: { vip: true, trial: false }, expect: first(mini) }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.comparisonWithTrue, text) }

    @Test func fixes() throws {
        let found = try LintCase(
            .comparisonWithTrue,
            #"""
            request { tenant: string, vip: bool, trial: bool = false, prompt: tokens, max_output: tokens }
            route {
                when not «C016:vip == false» or «C016:contains(tenant, "eu") != true» -> large
                when not («C016:true != trial») and («C016:vip == true») -> haiku
                when «C016:trial == false» -> large, haiku
                otherwise -> mini
            }
            cache answers { when: «C016:vip == true», match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10 }
            """#)
        expectGolden(found.fixed, at: "Tests/Golden/lint-fixes/C016.scrimp")
    }
}
