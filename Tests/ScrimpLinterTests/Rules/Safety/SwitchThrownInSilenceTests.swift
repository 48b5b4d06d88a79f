import ScrimpLinter
import Testing

@Suite struct SwitchThrownInSilenceTests {
    @Test(arguments: [
        #"switch «G011:paused» { on: reject("stopped for now"), throw_when: spend(over: 1 h) > $500 }"#,
        """
        switch «G011:paused» { on: reject("stopped for now"), throw_when: spend(over: 1 h) > $500 }
        alert other { when: health(mini) < 50%, notify: "ml-oncall" }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.switchThrownInSilence, text) }

    @Test(arguments: [
        """
        switch paused { on: reject("stopped for now") }
        alert runaway { when: spend(over: 1 h) > $500, notify: "ml-oncall", throw: paused }
        """,
        """
        switch paused { on: reject("stopped for now"), throw_when: spend(over: 1 h) > $500 }
        alert runaway { when: spend(over: 1 h) > $500, notify: "ml-oncall" }
        """,
        #"switch paused { on: reject("stopped for now") }"#,
    ])
    func good(text: String) throws { _ = try LintCase(.switchThrownInSilence, text) }
}
