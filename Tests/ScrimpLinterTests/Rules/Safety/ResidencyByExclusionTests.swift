import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct ResidencyByExclusionTests {
    @Test(arguments: [
        """
        request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
        policy p { }
        model mini_eu { from: "azure/eu/gpt-4o-mini" }
        allow «G017:stays» { when: residency == eu, never: [mini, large, haiku] }
        route {
            when residency == eu -> mini_eu
            otherwise -> mini
        }
        """,
        """
        request { jurisdiction: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
        policy p { }
        model mini_eu { from: "azure/eu/gpt-4o-mini" }
        allow «G017:stays» {
            when: jurisdiction == eu
            never: large
        }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.residencyByExclusion, text) }

    @Test(arguments: [
        """
        request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
        policy p { }
        model mini_eu { from: "azure/eu/gpt-4o-mini" }
        allow stays { when: residency == eu, only: [mini_eu] }
        route {
            when residency == eu -> mini_eu
            otherwise -> mini
        }
        """,
        "allow cheap { when: tier == free, never: [large] }",
    ])
    func good(text: String) throws { _ = try LintCase(.residencyByExclusion, text) }

    @Test func fixes() throws {
        let first = try LintCase(
            .residencyByExclusion,
            """
            request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
            policy p { }
            model mini_eu { from: "azure/eu/gpt-4o-mini" }
            allow «G017:stays» { when: residency == eu, never: [mini, large, haiku] }
            route {
                when residency == eu -> mini_eu
                otherwise -> mini
            }
            """)
        expectGolden(first.fixed, at: "Tests/Golden/lint-fixes/G017.scrimp")
        let second = try LintCase(
            .residencyByExclusion,
            """
            request { jurisdiction: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
            policy p { }
            model mini_eu { from: "azure/eu/gpt-4o-mini" }
            allow «G017:stays» {
                when: jurisdiction == eu
                never: large
            }
            """)
        expectGolden(second.fixed, at: "Tests/Golden/lint-fixes/G017.2.scrimp")
    }
}
