import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct UnseenAnomalyTests {
    @Test(arguments: [
        #"alert runaway { when: «R017:spend(over: 1 h) > 3 * usual(over: 2 h)», notify: "ml-oncall" }"#,
        #"alert runaway { when: tier == free and «R017:usual(over: 1 h) < spend(over: 24 h)», notify: "ml-oncall" }"#,
        #"switch paused { on: reject("stopped for now"), throw_when: «R017:spend(over: 1 d) > usual(over: 7 d) * 7» }"#,
    ])
    func bad(text: String) throws { _ = try LintCase(.unseenAnomaly, text) }

    @Test(arguments: [
        #"alert runaway { when: spend(over: 1 h) > 3 * usual(over: 7 d), notify: "ml-oncall" }"#,
        #"alert runaway { when: spend(over: 1 h) > 2 * usual(over: 3 h), notify: "ml-oncall" }"#,
        #"alert runaway { when: spend(over: 60 min) > 2 * usual(over: 61 min), notify: "ml-oncall" }"#,
        #"alert quiet { when: spend(over: 1 h) < usual(over: 1 h), notify: "ml-oncall" }"#,
        #"alert dear { when: spend(over: 1 h) > $100, notify: "ml-oncall" }"#,
    ])
    func good(text: String) throws { _ = try LintCase(.unseenAnomaly, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .unseenAnomaly,
            #"alert runaway { when: «R017:spend(over: 1 h) > 3 * usual(over: 2 h)», notify: "ml-oncall" }"#
        ).diagnostics
        #expect(found.map(\.message) == ["`spend(over: 1 h)` is never more than 3 times `usual(over: 2 h)`"])
    }

    @Test func tellsAboutFallingSpending() throws {
        let text = #"alert falling { when: «R017:spend(over: 24 h) > usual(over: 1 h)», notify: "ml-oncall" }"#
        let found = try LintCase(.unseenAnomaly, text).diagnostics
        #expect(
            found.map(\.message) == [
                "`usual(over: 1 h)` is measured over less than the `spend(over: 1 d)` that is compared with it"
            ])
        #expect(found.map(\.notes) == [["it becomes true when spending falls, not when it rises"]])
    }
}
