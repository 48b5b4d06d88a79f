import ScrimpSimulator
import Testing

@Suite struct JSONLinesScannerTests {
    @Test func readsObjectsInAnyOrderAndSkipsTheRest() throws {
        let text = """
            {"t": 1, "n": 2, "s": "a"}
            { "s" : "b" , "x" : [1, {"y": "]"}, "\\""], "n" : 3 , "t" : 2, "z": {"n": 9} }

            {"n":4,"s":"c","t":3,"x":null,"w":true}
            """
        let (rows, seen) = try read(text, blocks: [96, 100, 1 << 20])
        #expect(rows == [["1000000", "2", "a"], ["2000000", "3", "b"], ["3000000", "4", "c"]])
        #expect(seen.badRows == 0)
        #expect(Set(seen.ignoredColumns) == ["x", "z", "w"])
    }

    @Test func stringsAreUnescaped() throws {
        let text = #"{"t":1,"n":2,"s":"q\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"}"# + "\n" + #"{"t":1,"\u006e":7,"s":"é😀"}"#
        let rows = try read(text, blocks: [128]).rows
        #expect(rows == [["1000000", "2", "q\"\\/\u{8}\u{C}\n\r\té😀"], ["1000000", "7", "é😀"]])
    }

    @Test func numbersFollowTheGrammarOfJSON() throws {
        let columns = [
            TraceColumn("t", "time", .time(.unix(.milliseconds))),
            TraceColumn("n", "x", .number(NumberFormat(numerator: 1_000, range: Int64.min...Int64.max))),
        ]
        let good = [
            "0": "0", "-0": "0", "12": "12000", "1.5": "1500", "-2.0005": "-2001", "1e3": "1000000", "25E-1": "2500",
            "1e+2": "100000",
        ]
        for (text, value) in good {
            #expect(try read("{\"t\":1,\"n\":\(text)}", columns).rows == [["1000000", value]], "\(text)")
        }
        for text in ["01", "+1", ".5", "1.", "1e", "--1", "0x1", "NaN", "Infinity", "1 2", "tru", "'a'", ""] {
            let seen = try read("{\"t\":1,\"n\":5}\n{\"t\":1,\"n\":\(text)}", columns).statistics
            #expect(seen.examples.map(\.reason) == [.malformedJSON], "\(text)")
            #expect(seen.examples.map(\.line) == [2], "\(text)")
        }
    }

    @Test func everyBadRowIsCounted() throws {
        let columns =
            threeColumns + [
                TraceColumn("b", "stream", .boolean),
                TraceColumn("c", "cached_prefix", .number(NumberFormat(missing: 7))),
            ]
        let lines: [(String, BadRow.Reason?, String?)] = [
            (#"{"t":1,"n":2,"s":"a","b":true,"c":5}"#, nil, nil),
            (#"{"t":1,"n":2,"s":"a","b":false}"#, nil, nil),
            (#"{"t":1,"n":2,"s":5,"b":false,"c":null}"#, nil, nil),
            (#"{"t":1,"n":"2","s":"a","b":true}"#, .wrongType, "n"),
            (#"{"t":1,"n":[2],"s":"a","b":true}"#, .wrongType, "n"),
            (#"{"t":1,"n":true,"s":"a","b":true}"#, .wrongType, "n"),
            (#"{"t":1,"n":null,"s":"a","b":true}"#, .emptyValue, "n"),
            (#"{"t":1,"s":"a","b":true}"#, .missingField, "n"),
            (#"{"t":1,"n":2,"s":"a","b":"perhaps"}"#, .notABoolean, "b"),
            (#"{"t":1,"n":-2,"s":"a","b":true}"#, .outOfRange, "n"),
            (#"{"t":1,"n":2,"s":"a","b":true"#, .malformedJSON, nil),
            (#"{"t":1 "n":2,"s":"a","b":true}"#, .malformedJSON, nil),
            (#"{"t":1,"n":2,"s":"a\x","b":true}"#, .malformedJSON, "s"),
            (#"{"t":1,"n":2,"s":"\ud800","b":true}"#, .malformedJSON, "s"),
            (#"{"t":1,"n":2,"s":"a","b":true} x"#, .notAnObject, nil),
            (#"[1,2]"#, .notAnObject, nil),
            (#"{"t":1,"n":2,"s":"a","b":true,"x":[1}}"#, .malformedJSON, nil),
            ("{\"t\":1,\"n\":2,\"s\":\"a\u{1}\",\"b\":true}", .malformedJSON, nil),
        ]
        let seen = try read(lines.map(\.0).joined(separator: "\n"), columns)
        #expect(
            seen.rows == [
                ["1000000", "2", "5", "a", "true"], ["1000000", "2", "7", "a", "false"],
                ["1000000", "2", "7", "5", "false"],
            ])
        #expect(seen.statistics.badRows == 15)
        for (index, line) in lines.enumerated() {
            guard let reason = line.1 else { continue }
            // Only the first few of a reason are kept.
            guard let example = seen.statistics.examples.first(where: { $0.line == index + 1 }) else {
                #expect(reason == .malformedJSON)
                continue
            }
            #expect(example.reason == reason && example.column == line.2, "\(line.0)")
        }
    }

    @Test func theLastOfTwoEqualKeysCounts() throws {
        #expect(try read(#"{"t":1,"n":2,"s":"a","n":3}"#).rows == [["1000000", "3", "a"]])
    }

    @Test func nestingIsLimited() throws {
        let deep = { (depth: Int) in
            "{\"t\":1,\"n\":2,\"s\":\"a\",\"x\":" + String(repeating: "[", count: depth)
                + String(repeating: "]", count: depth) + "}"
        }
        #expect(try read(deep(64), blocks: [1_024]).rows.count == 1)
        let seen = try read(deep(1) + "\n" + deep(65), blocks: [1_024]).statistics
        #expect(seen.examples.map(\.reason) == [.malformedJSON])
    }

    @Test func aMissingKeyIsFoundBeforeTheFirstRow() {
        let error = refusal(#"{"t":1,"m":2,"s":"a"}"#)
        #expect(error?.message == "`test.csv` has no column `n`")
        #expect(error?.help == "its columns are `t`, `m`, `s`")
    }

    @Test func realTraceWithNestedHashes() throws {
        for root in ["/../shared/data", "/../../shared/data"] {
            let path = packageRoot + root + "/mooncake_synthetic_trace.jsonl"
            guard let bytes = fileBytes(path) else { continue }
            let columns = [
                TraceColumn("timestamp", "time", .time(.unix(.milliseconds))),
                TraceColumn("input_length", "prompt", .number(.count)),
                TraceColumn("output_length", "output", .number(.count)),
            ]
            let reader = try TraceReader(TraceSpec(path: path, columns: columns), bytes: bytes, blockSize: 1 << 16)
            let rows = try rows(reader)
            #expect(rows.count == 3_993)
            #expect(reader.statistics.badRows == 0)
            guard hasPython else { continue }
            let sums = python(
                """
                import json
                rows = [json.loads(line) for line in open('\(path)')]
                print(sum(r['timestamp'] for r in rows), sum(r['input_length'] for r in rows), sum(r['output_length'] for r in rows))
                """)
            let own = (0..<3).map { slot in rows.reduce(Int64(0)) { $0 + (Int64($1[slot]) ?? 0) } }
            #expect(sums == "\(own[0] / 1_000_000) \(own[1]) \(own[2])\n")
        }
    }
}
