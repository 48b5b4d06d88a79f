import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct UnusedLetTests {
    @Test(arguments: [
        #"let «C006:easy» = complexity < 35%"#,
        #"""
        let short = 2 ktok
        let «C006:half» = 50%
        let «C006:brief» = prompt < 1 ktok and complexity < half
        route {
            when prompt > short -> large
            otherwise -> mini
        }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.unusedLet, text) }

    @Test(arguments: [
        #"""
        let easy = complexity < 35%
        route {
            when easy -> haiku, mini
            otherwise -> mini
        }
        """#,
        #"""
        let cut = 35%
        let easy = complexity < cut
        cache answers { when: easy, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10 }
        """#,
        #"""
        let daily = $5
        budget tenant_daily { limit: daily per tenant per day, spent: reject("spent") }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.unusedLet, text) }

    @Test func fixes() throws {
        let found = try LintCase(
            .unusedLet,
            #"""
            /// What is used.
            let short = 2 ktok
            // Nobody asks whether it is easy.
            let «C006:easy» = complexity < 35%     // from the classifier

            /// Half of it.
            let «C006:half» = 50%
            let «C006:brief» = prompt < 1 ktok and complexity < half

            // From here on: where to.
            route {
                when prompt > short -> large
                otherwise -> mini
            }
            """#)
        expectGolden(found.fixed, at: "Tests/Golden/lint-fixes/C006.scrimp")
    }
}
