import ScrimpSimulator
import Testing

@Suite struct QualityTextTests {
    private static let columns = [
        TraceColumn("t", "time", .time(.unix(.milliseconds))), TraceColumn("q", "quality of q", .quality),
    ]

    @Test func sharesPercentagesAndTruthValues() throws {
        let cases: [(String, Int64?)] = [
            ("0", 0), ("1", 1_000_000_000), ("0.85", 850_000_000), (" 1.0 ", 1_000_000_000), ("1e-3", 1_000_000),
            ("85%", 850_000_000), ("85 %", 850_000_000), ("100%", 1_000_000_000), ("0.5%", 5_000_000),
            ("true", 1_000_000_000),
            ("True", 1_000_000_000), ("TRUE", 1_000_000_000), ("yes", 1_000_000_000), ("No", 0), ("false", 0),
            ("FALSE", 0),
            ("", -1), ("  ", -1), ("85", nil), ("-0.1", nil), ("101%", nil), ("tRUE", nil), ("trueish", nil),
            ("right", nil),
            ("%", nil), ("NaN", nil), ("-1", nil),
        ]
        for (text, expected) in cases {
            for row in ["1,\(text)\n", "1,\"\(text)\"\r\n", "1,\(text)"] {
                let found = try read("t,q\n" + row, Self.columns, blocks: [64, 1_024])
                #expect(found.rows.map { $0[1] } == (expected.map { ["\($0)"] } ?? []), "`\(text)`")
            }
        }
    }

    @Test func jsonLinesHoldAnyOfThem() throws {
        let text = """
            {"t": 1, "q": true}
            {"t": 2, "q": 0.5}
            {"t": 3, "q": "25%"}
            {"t": 4, "q": null}
            {"t": 5}
            {"t": 6, "q": [1]}
            {"t": 7, "q": 2}

            """
        let found = try read(text, Self.columns)
        #expect(found.rows.map { $0[1] } == ["1000000000", "500000000", "250000000", "-1", "-1"])
        #expect(found.statistics.badRows == 2)
    }

    @Test func aColumnThatIsNotThereIsNamed() {
        for text in ["t,r\n1,1\n", "{\"t\": 1, \"r\": 1}\n"] {
            #expect(throws: TraceError.self) { try read(text, Self.columns) }
        }
    }
}
