import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct MixedUnitsTests {
    @Test(arguments: [
        #"""
        cache answers { match: exact, key: [tenant], ttl: «C012:60 min» from insert, capacity: 10 }
        cache again { match: exact, key: [tenant, tier], ttl: 1 h from last hit, capacity: 10 }
        """#,
        #"""
        limit openai { on: mini, rate: «C012:2_000 tok/s», wait: «C012:1_000 ms» }
        limit other { on: large, rate: 2 ktok/s, wait: 1 s }
        """#,
        #"""
        route {
            when prompt > «C012:2_000_000 tok» -> large
            when prompt > «C012:2_000 ktok» -> haiku
            when prompt < 2 Mtok -> mini
            otherwise -> mini, haiku
        }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.mixedUnits, text) }

    @Test(arguments: [
        #"""
        cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10 }
        cache again { match: exact, key: [tenant, tier], ttl: 90 min from insert, capacity: 10 }
        """#,
        #"""
        limit openai { on: mini, rate: 2_000 tok/s }
        limit other { on: large, rate: 2 ktok/min }
        shape lean { max_output: 2 ktok }
        """#,
        #"""
        route {
            when prompt in 500 tok..1_000 tok -> haiku
            when prompt > 1 ktok -> large
            otherwise -> mini
        }
        test "short" { given: { prompt: 1_000 tok }, expect: first(haiku) }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.mixedUnits, text) }

    @Test func fixes() throws {
        let found = try LintCase(
            .mixedUnits,
            #"""
            limit openai { on: mini, rate: «C012:2_000 tok/s», wait: «C012:1_000 ms» }
            limit other { on: large, rate: 2 ktok/s, wait: 1 s }
            route {
                when prompt > «C012:3_000_000 tok» -> large
                when prompt > «C012:2_000 ktok» or deadline > «C012:86_400 s» -> haiku
                when prompt == 2 Mtok or deadline >= «C012:24 h» and prompt < 3 Mtok -> large
                when deadline < 1 d -> mini
                otherwise -> mini, haiku
            }
            """#)
        expectGolden(found.fixed, at: "Tests/Golden/lint-fixes/C012.scrimp")
    }
}
