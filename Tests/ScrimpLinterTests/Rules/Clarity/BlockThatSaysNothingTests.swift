import ScrimpLinter
import Testing

@Suite struct BlockThatSaysNothingTests {
    @Test(arguments: [
        #"shape «C021:lean» { when: prompt > 2 ktok }"#,
        #"shape «C021:lean» { on: mini }"#,
        #"""
        scenario month for p {
            traffic: trace("trace.csv", time: "time", prompt: "prompt", output: "out")
            «C021:invest: { }»
        }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.blockThatSaysNothing, text) }

    @Test(arguments: [
        #"shape lean { when: prompt > 2 ktok, max_output: 512 tok }"#,
        #"""
        scenario month for p {
            traffic: trace("trace.csv", time: "time", prompt: "prompt", output: "out")
            invest: { engineering: $3_000 }
        }
        """#,
        #"policy p { }"#,
    ])
    func good(text: String) throws { _ = try LintCase(.blockThatSaysNothing, text) }
}
