import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct UnisolatedCacheTests {
    @Test(arguments: [
        "cache «G001:answers» { match: exact, key: [tier], ttl: 1 h from insert, capacity: 100 }",
        """
        request { customer_id: string, tier: enum { free, plus }, prompt: tokens, max_output: tokens }
        policy p { }
        cache «G001:answers» { match: semantic(similarity: 95%), key: tier, ttl: 1 h from insert, capacity: 100 }
        """,
        """
        cache kept { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100 }
        cache «G001:shared» { match: retrieval(similarity: 90%), key: [tier, task], ttl: 1 h from insert, capacity: 100 }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.unisolatedCache, text) }

    @Test(arguments: [
        "cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100 }",
        """
        policy p { isolate: tenant }
        cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100 }
        """,
        """
        request { tier: enum { free, plus }, prompt: tokens, max_output: tokens }
        policy p { }
        cache answers { match: exact, key: [tier], ttl: 1 h from insert, capacity: 100 }
        """,
        """
        request { tenant: string, user: string, prompt: tokens, max_output: tokens }
        policy p { }
        cache answers { match: exact, key: [user], ttl: 1 h from insert, capacity: 100 }
        """,
        "route { otherwise -> mini }",
    ])
    func good(text: String) throws { _ = try LintCase(.unisolatedCache, text) }

    @Test func fixes() throws {
        let first = try LintCase(
            .unisolatedCache, "cache «G001:answers» { match: exact, key: [tier], ttl: 1 h from insert, capacity: 100 }")
        expectGolden(first.fixed, at: "Tests/Golden/lint-fixes/G001.scrimp")
        let second = try LintCase(
            .unisolatedCache,
            """
            request { customer_id: string, tier: enum { free, plus }, prompt: tokens, max_output: tokens }
            policy p { }
            cache «G001:answers» { match: semantic(similarity: 95%), key: tier, ttl: 1 h from insert, capacity: 100 }
            """)
        expectGolden(second.fixed, at: "Tests/Golden/lint-fixes/G001.2.scrimp")
    }
}
