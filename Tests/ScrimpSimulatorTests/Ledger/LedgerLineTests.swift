import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpSimulator
import Testing

@Suite struct LedgerLineTests {
    /// Texts that need quoting, ratios and money survive being written and read, in both forms.
    @Test(arguments: LedgerFormat.allCases) func everythingIsReadAgain(format: LedgerFormat) throws {
        let plan = try ReplayAgreementTests.compiled(
            """
            policy generated { }
            request {
                tenant: string, urgent: bool, tier: enum { free, paid }, share: ratio, worth: money, prompt: tokens
                max_output: tokens
            }
            model mini { from: "openai/gpt-4o-mini" }
            route { otherwise -> mini }
            """
        ).plan
        let text = #"""
            time,tenant,urgent,tier,share,worth,prompt,max_output,output,content
            2026-11-02T08:00:00.000000001Z,"a, ""b""",true,paid,0.123456789,0.000000000001,1000,200,100,x
            2026-11-02T08:00:01Z," blank ",false,free,1,12.5,7,200,0,"two
            lines"
            2026-11-02T08:00:02.5Z,back\slash,no,free,0,0,7,200,300,

            """#
        func columns() -> [TraceColumn] {
            [
                TraceColumn("time", "time", .time(.detected)), TraceColumn("tenant", "tenant", .string(literals: [])),
                TraceColumn("urgent", "urgent", .boolean), TraceColumn("tier", "tier", .enumeration(["free", "paid"])),
                TraceColumn("share", "share", .number(.ratio)), TraceColumn("worth", "worth", .number(.dollars)),
                TraceColumn("prompt", "prompt", .number(.count)),
                TraceColumn("max_output", "max_output", .number(.count)),
                TraceColumn("output", "output", .number(.count)),
                TraceColumn("content", "content", .string(literals: [])),
            ]
        }
        let source = try TraceSource(reader: TraceReader(spec(columns(), strict: true), bytes: Array(text.utf8)))
        let written = try WrittenReplay(plan, source, format)
        let first = try rows(TraceReader(spec(columns(), strict: true), bytes: Array(text.utf8)))
        let again = try rows(TraceReader(spec(columns(), strict: true), bytes: written.bytes))
        #expect(first.count == 3)
        #expect(again == first)
        // 1000 · $0.15/M + 100 · $0.60/M, to the last digit.
        #expect(String(decoding: written.bytes, as: UTF8.self).contains("0.00021"))
        #expect(written.entries[2].used.outputTokens == 200)
    }

    @Test func namesChooseTheForm() {
        #expect(LedgerFormat(fileName: "a.jsonl") == .jsonLines)
        #expect(LedgerFormat(fileName: "a.ndjson") == .jsonLines)
        #expect(LedgerFormat(fileName: "json.csv") == .csv)
    }
}
