import ScrimpLinter
import Testing

@Suite struct IsolationByDefaultTests {
    @Test(arguments: [
        """
        policy p { isolate: tenant }
        request { «G004:tenant»: string = "", prompt: tokens, max_output: tokens }
        cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100 }
        """,
        """
        policy p { isolate: tenant }
        request { tier: enum { free, plus }, «G004:tenant»: string = "house", prompt: tokens, max_output: tokens }
        cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100 }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.isolationByDefault, text) }

    @Test(arguments: [
        """
        policy p { isolate: tenant }
        request { tenant: string, prompt: tokens, max_output: tokens }
        cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100 }
        """,
        """
        policy p { isolate: tenant }
        request { tenant: string = "", prompt: tokens, max_output: tokens }
        route { otherwise -> mini }
        """,
        """
        request { tenant: string = "", prompt: tokens, max_output: tokens }
        policy p { }
        cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100 }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.isolationByDefault, text) }
}
