import ScrimpSimulator
import Testing

/// Single values: numbers into fixed point, dates into instants, texts into symbols.
@Suite struct FieldTests {
    @Test func numbersAreScaledAndRoundedHalfAwayFromZero() throws {
        let cases: [(String, NumberFormat, String?)] = [
            ("0", .count, "0"), ("12345678", .count, "12345678"), ("1234567890123456", .count, "1234567890123456"),
            ("12345678901234567", .count, "12345678901234567"), ("9223372036854775807", .count, "9223372036854775807"),
            ("9223372036854775808", .count, nil), ("0000000000000000000000000000000000000001", .count, "1"),
            (" 7 ", .count, "7"), ("+7", .count, "7"), ("7.4999", .count, "7"), ("7.5", .count, "8"),
            ("1e3", .count, "1000"),
            ("1_000", .count, nil), ("7 8", .count, nil), ("7.", .count, "7"), (".5", .count, "1"), (".", .count, nil),
            ("-", .count, nil), ("1e", .count, nil), ("e3", .count, nil), ("1.2.3", .count, nil), ("0x10", .count, nil),
            ("0.35", .ratio, "350000000"), ("0.3333333333", .ratio, "333333333"), ("1", .ratio, "1000000000"),
            ("1.0000000001", .ratio, "1000000000"), ("35", .percent, "350000000"),
            ("0.000000000001", .dollars, "1"), ("0.0000000000005", .dollars, "1"), ("0.00000000000049", .dollars, "0"),
            ("9223372.036854775807", .dollars, "9223372036854775807"), ("9223372.1", .dollars, nil),
            ("0.12345678901234567890123", .dollars, "123456789012"),
            ("1.5", .duration(unitNanoseconds: 1_000_000_000), "1500000000"),
            ("0.1000000000000000055511151231257827021181583404541015625", .ratio, "100000000"),
            ("0.49999999999999999999999999999999999999999999999999", .count, "0"), ("5e-1", .count, "1"),
            ("4.9999999999999999999e-1", .count, "0"), ("1e-50", .count, "0"), ("123e-999999999999", .count, "0"),
            ("0e999999999999", .count, "0"), ("1e999999999999", .count, nil), ("1.5E+2", .count, "150"),
            ("1e18", .count, "1000000000000000000"), ("1e19", .count, nil), ("1.e2", .count, "100"),
            ("1e+", .count, nil),
            ("12345678901234567890123456789012345678901234567890", .count, nil),
            ("-2.5", NumberFormat(range: Int64.min...0), "-3"),
            ("10", NumberFormat(numerator: 1, denominator: 4), "3"), ("9", NumberFormat(denominator: 4), "2"),
        ]
        for (text, format, expected) in cases {
            let columns = [
                TraceColumn("t", "time", .time(.unix(.nanoseconds))), TraceColumn("n", "x", .number(format)),
            ]
            for row in ["1,\(text)\n", "1,\"\(text)\"\r\n", "1,\(text)"] {
                let found = try read("t,n\n" + row, columns, blocks: [64, 70, 1_024])
                #expect(found.rows.map { $0[1] } == (expected.map { [$0] } ?? []), "`\(text)`")
            }
        }
    }

    @Test func missingNumbersTakeTheirDefault() throws {
        let columns = [
            TraceColumn("t", "time", .time(.unix(.nanoseconds))),
            TraceColumn("n", "x", .number(NumberFormat(missing: 9))),
        ]
        #expect(try read("t,n\n1,\n2,5\n3,\"\"\n", columns).rows == [["1", "9"], ["2", "5"], ["3", "9"]])
    }

    @Test func datesAndTimes() throws {
        let cases: [(String, String?)] = [
            ("1970-01-01 00:00:00", "0"), ("1970-01-01T00:00:00Z", "0"), ("1970-01-01t00:00:00z", "0"),
            ("1969-12-31 23:59:59.5", "-500000000"), ("2000-02-29 12:00", "951825600000000000"),
            ("2024-02-29T00:00:00+00:00", "1709164800000000000"), ("2024-02-29T02:00:00+0200", "1709164800000000000"),
            ("2024-02-28T22:30:00-01:30", "1709164800000000000"), ("2024-02-29T01:00:00+01", "1709164800000000000"),
            ("2023-11-16 18:17:03.9799600", "1700158623979960000"),
            ("2023-11-16 18:17:03.123456789", "1700158623123456789"),
            ("2023-11-16 18:17:03.1234567899", "1700158623123456789"),
            ("2023-11-16 18:17:03.12345678Z", "1700158623123456780"),
            ("2016-12-31 23:59:60", "1483228800000000000"), ("2261-12-31 23:59:59", "9214646399000000000"),
            ("2023-02-29 00:00:00", nil), ("2023-13-01 00:00:00", nil), ("2023-00-10 00:00:00", nil),
            ("2023-01-00 00:00:00", nil), ("2023-01-01 24:00:00", nil), ("2023-01-01 00:60:00", nil),
            ("2023-01-01 00:00:61", nil), ("2023-01-01 00:00:00.", nil), ("2023-01-01", nil),
            ("2023-01-01 00:00:00X", nil),
            ("2023-1-1 00:00:00", nil), ("2300-01-01 00:00:00", nil), ("1600-01-01 00:00:00", nil),
            ("2023-01-01 00:00:00+25:00", nil), ("2023/01/01 00:00:00", nil), ("2023-01-01 0a:00:00", nil),
        ]
        let columns = [TraceColumn("t", "time", .time(.civil(offsetSeconds: 0)))]
        for (text, expected) in cases {
            let found = try read("t\n\(text)\n", columns)
            #expect(found.rows.map { $0[0] } == (expected.map { [$0] } ?? []), "`\(text)`")
            #expect(found.statistics.count(of: .notATime) == (expected == nil ? 1 : 0))
        }
    }

    @Test func neighbouringDatesDoNotMixUp() throws {
        let days = ["2023-11-16", "2023-11-17", "2023-12-16", "2024-11-16", "2023-11-16", "2023-11-31", "2023-11-16"]
        let text = "t\n" + days.map { "\($0) 00:00:01\n" }.joined()
        let (rows, _) = try read(text, [TraceColumn("t", "time", .time(.detected))])
        #expect(
            rows.map { $0[0] } == [
                "1700092801000000000", "1700179201000000000", "1702684801000000000", "1731715201000000000",
                "1700092801000000000", "1700092801000000000",
            ])
    }

    @Test func symbolsKeepTheNumbersOfLiterals() throws {
        let columns = [
            TraceColumn("t", "time", .time(.unix(.nanoseconds))),
            TraceColumn("s", "tenant", .string(literals: [Array("zeta".utf8), Array("a long literal".utf8)])),
            TraceColumn("e", "tier", .enumeration(["free", "plus", "premium"])),
        ]
        let reader = try TraceReader(
            spec(columns), bytes: Array("t,s,e\n1,new,plus\n1,a long literal,premium\n1,zeta,free\n".utf8))
        var chunk = reader.makeChunk()
        #expect(try reader.next(&chunk))
        #expect((0..<3).map { chunk.symbol(0, $0) } == [2, 1, 0])
        #expect((0..<3).map { chunk.symbol(1, $0) } == [1, 2, 0])
        #expect(reader.layout.symbols == ["tenant", "tier"])
        #expect(reader.layout.symbolSlot("tier") == 1)
    }

    @Test func symbolTableAgreesWithADictionary() {
        var table = SymbolTable()
        var known: [[UInt8]: UInt32] = [:]
        let generator = CounterGenerator(seed: 3, stream: "texts")
        for index in 0..<20_000 {
            let draw = generator.bits(UInt64(index))
            // Lengths around the border of eight bytes, few letters, zero bytes among them.
            let text = (0..<Int(draw % 12)).map { UInt8(truncatingIfNeeded: draw >> UInt64(8 + 2 * $0) & 3) }
            let symbol = table.intern(text)
            if let expected = known[text] {
                #expect(symbol == expected)
            } else {
                #expect(symbol == UInt32(known.count))
                known[text] = symbol
            }
        }
        #expect(table.count == known.count)
        for (text, symbol) in known {
            #expect(table.find(text) == symbol)
            #expect(table.bytes(of: symbol) == text)
        }
        #expect(table.find(Array("not there".utf8)) == nil)
    }

    @Test func seriesOfTextsNeedNoStorage() {
        var table = SymbolTable([Array("acme".utf8), Array("tenant5".utf8), Array("tenant05".utf8)])
        table.addSeries(prefix: "tenant", count: 1_000_000)
        #expect(table.seriesSymbol(4) == 1)
        #expect(table.seriesSymbol(0) == 3)
        #expect(table.text(of: table.seriesSymbol(4)) == "tenant5")
        #expect(table.text(of: table.seriesSymbol(999_999)) == "tenant1000000")
        #expect(table.find(Array("tenant1000000".utf8)) == table.seriesSymbol(999_999))
        #expect(table.find(Array("tenant1000001".utf8)) == nil)
        #expect(table.find(Array("tenant0".utf8)) == nil)
    }
}
