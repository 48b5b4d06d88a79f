import ScrimpSimulator
import Testing

@Suite struct CSVScannerTests {
    @Test func readsPlainRows() throws {
        let (rows, seen) = try read("t,n,s\n1000,5,acme\n2000,123456789012,b\n3000,0,\n")
        #expect(
            rows == [
                ["1000000000", "5", "acme"], ["2000000000", "123456789012", "b"], ["3000000000", "0", ""],
            ])
        #expect(seen.badRows == 0)
        #expect(seen.rows == 3)
    }

    @Test func lastLineMayLackItsEnd() throws {
        #expect(try read("t,n,s\n1,2,x\n3,4,y").rows == [["1000000", "2", "x"], ["3000000", "4", "y"]])
        #expect(try read("s,t,n\nx,1,2").rows == [["1000000", "2", "x"]])
    }

    @Test func lineEndsMayBeCarriageReturnLineFeed() throws {
        #expect(try read("t,n,s\r\n1,2,x\r\n\r\n3,4,y\r\n").rows == [["1000000", "2", "x"], ["3000000", "4", "y"]])
        #expect(try read("s,n,t\r\nx,2,1\r\ny,4,3").rows == [["1000000", "2", "x"], ["3000000", "4", "y"]])
    }

    @Test func aLoneCarriageReturnIsText() throws {
        #expect(try read("t,n,s\n1,2,a\rb\n").rows == [["1000000", "2", "a\rb"]])
    }

    @Test func quotesHoldSeparatorsQuotesAndLineEnds() throws {
        let (rows, seen) = try read(
            "t,n,\"s\"\n\"1\",\"2\",\"a,b\"\n3,4,\"say \"\"hi\"\"\"\n5,6,\"two\nlines\"\nx,1,y\n")
        #expect(
            rows == [["1000000", "2", "a,b"], ["3000000", "4", "say \"hi\""], ["5000000", "6", "two\nlines"]])
        // The row after the one of two lines is on line 6.
        #expect(seen.examples == [BadRow(line: 6, column: "t", reason: .notATime, excerpt: "x")])
    }

    @Test func quotedAndPlainTextsAreTheSameText() throws {
        let reader = try TraceReader(spec(), bytes: Array("t,n,s\n1,1,acme\n2,1,\"acme\"\n3,1,other\n".utf8))
        var chunk = reader.makeChunk()
        #expect(try reader.next(&chunk))
        #expect([chunk.symbol(0, 0), chunk.symbol(0, 1), chunk.symbol(0, 2)] == [0, 0, 1])
    }

    @Test func byteOrderMarkCommentsAndBlankLinesAreSkipped() throws {
        let (rows, seen) = try read("\u{FEFF}# made by hand\n\nt,n,s\n1,2,x\n\nbad,2,x\n")
        #expect(rows == [["1000000", "2", "x"]])
        #expect(seen.examples.map(\.line) == [6])
    }

    @Test func columnsAreFoundByNameAndOthersIgnored() throws {
        let (rows, seen) = try read("a,s,b,t,c,n,d\n\"x,\ny\",acme,,7,\"q\"\"\",8,z\n1,2,3,4,5,6,7\n")
        #expect(rows == [["7000000", "8", "acme"], ["4000000", "6", "2"]])
        #expect(seen.ignoredColumns == ["a", "b", "c", "d"])
    }

    @Test func textsLongerThanEightBytesAreExact() throws {
        let (rows, _) = try read("t,n,s\n1,1,abcdefgh\n1,1,abcdefghi\n1,1,abcdefghj\n1,1,abcdefghi\n")
        #expect(rows.map { $0[2] } == ["abcdefgh", "abcdefghi", "abcdefghj", "abcdefghi"])
    }

    @Test func separatorCanBeDeclared() throws {
        var spec = spec()
        spec.separator = UInt8(ascii: ";")
        let reader = try TraceReader(spec, bytes: Array("t;n;s\n1;2;a,b\n".utf8))
        #expect(try rows(reader) == [["1000000", "2", "a,b"]])
    }

    @Test func everyBadRowIsCountedWithLineAndColumn() throws {
        let columns =
            threeColumns + [
                TraceColumn("e", "tier", .enumeration(["free", "plus"])), TraceColumn("b", "stream", .boolean),
                TraceColumn("r", "complexity", .number(.ratio)),
            ]
        let text = """
            t,n,s,e,b,r
            1,1,a,free,true,0.5
            1,1,a
            1,1,a,free,true,0.5,9
            1,,a,free,true,0.5
            1,abc,a,free,true,0.5
            1,-1,a,free,true,0.5
            1,99999999999999999999,a,free,true,0.5
            yesterday,1,a,free,true,0.5
            1,1,a,gold,true,0.5
            1,1,a,free,maybe,0.5
            1,1,a,free,true,1.5
            1,1,"a"b,free,true,0.5
            2,1,a,plus,NO,1
            """
        let (rows, seen) = try read(text, columns)
        #expect(
            rows == [
                ["1000000", "1", "500000000", "a", "free", "true"],
                ["2000000", "1", "1000000000", "a", "plus", "false"],
            ])
        #expect(
            seen.examples == [
                BadRow(line: 3, column: "e", reason: .missingField, excerpt: "1,1,a"),
                BadRow(line: 4, column: nil, reason: .extraField, excerpt: "9"),
                BadRow(line: 5, column: "n", reason: .emptyValue, excerpt: ""),
                BadRow(line: 6, column: "n", reason: .notANumber, excerpt: "abc"),
                BadRow(line: 7, column: "n", reason: .outOfRange, excerpt: "-1"),
                BadRow(line: 8, column: "n", reason: .outOfRange, excerpt: "99999999999999999999"),
                BadRow(line: 9, column: "t", reason: .notATime, excerpt: "yesterday"),
                BadRow(line: 10, column: "e", reason: .unknownCase, excerpt: "gold"),
                BadRow(line: 11, column: "b", reason: .notABoolean, excerpt: "maybe"),
                BadRow(line: 12, column: "r", reason: .outOfRange, excerpt: "1.5"),
                BadRow(line: 13, column: "s", reason: .textAfterQuote, excerpt: "a"),
            ])
        #expect(seen.badRows == 11)
        #expect(seen.count(of: .outOfRange) == 3)
        #expect(seen.examples[1].description == "line 4: `9`: the row has more fields than the header")
        #expect(seen.examples[3].description == "line 6: column `n`: `abc`: not a number")
    }

    @Test func onlyTheFirstFewBadRowsAreKept() throws {
        let text = "t,n,s\n" + String(repeating: "x,1,a\n", count: 100)
        let (rows, seen) = try read(text)
        #expect(rows.isEmpty)
        #expect(seen.badRows == 100)
        #expect(seen.examples.map(\.line) == [2, 3, 4, 5, 6])
    }

    @Test func aQuoteThatIsNeverClosedCostsOneRow() throws {
        let (rows, seen) = try read("t,n,s\n1,1,\"open\n2,2,b\n3,3,c\n", blocks: [1 << 10])
        #expect(rows == [["2000000", "2", "b"], ["3000000", "3", "c"]])
        #expect(seen.examples.map(\.reason) == [.unclosedQuote])
        #expect(seen.examples.map(\.line) == [2])
        // The same where the quote swallows more than the buffer.
        let long = "t,n,s\n1,1,\"open\n" + (1...200).map { "\($0),\($0),x\n" }.joined()
        let reader = try TraceReader(spec(), bytes: Array(long.utf8), blockSize: 256)
        #expect(try CSVScannerTests.count(reader) == 200)
        #expect(reader.statistics.count(of: .unclosedQuote) == 1)
    }

    @Test func aRowThatDoesNotFitTheBufferIsSkipped() throws {
        let text = "t,n,s\n1,1,a\n2,2," + String(repeating: "z", count: 1_000) + "\n3,3,c\nx,1,a\n"
        let reader = try TraceReader(spec(), bytes: Array(text.utf8), blockSize: 128)
        #expect(try rows(reader) == [["1000000", "1", "a"], ["3000000", "3", "c"]])
        #expect(reader.statistics.examples.map(\.reason) == [.rowTooLong, .notATime])
        #expect(reader.statistics.examples.map(\.line) == [3, 5])
        // The buffer is what it was: a row cannot make it grow.
        #expect(reader.bufferBytes < 128 + 256)
    }

    @Test func invalidTextIsABadRowEveryTime() throws {
        let bytes = Array("t,n,s\n1,1,".utf8) + [0xFF] + Array("\n2,2,b\n3,3,".utf8) + [0xFF] + Array("\n".utf8)
        let reader = try TraceReader(spec(), bytes: bytes)
        #expect(try rows(reader) == [["2000000", "2", "b"]])
        #expect(reader.statistics.count(of: .invalidUTF8) == 2)
    }

    @Test func textCutByTheBufferGetsNoSymbol() throws {
        let text = "t,n,s\n" + (0..<200).map { "\($0),1,tenant-\($0 % 7)\n" }.joined()
        let reader = try TraceReader(spec(), bytes: Array(text.utf8), blockSize: 67)
        #expect(try CSVScannerTests.count(reader) == 200)
        #expect(reader.symbols(0).count == 7)
    }

    @Test func damagedTextNeverTraps() throws {
        let generator = CounterGenerator(seed: 7, stream: "damage")
        let alphabet = Array("1234567890,\"\n\r.-:T {}[]\\aé".utf8) + [0, 0xFF]
        for round in 0..<400 {
            var text = Array("t,n,s\n".utf8)
            for index in 0..<200 {
                let draw = generator.bits(UInt64(round * 1_000 + index))
                text.append(alphabet[Int(draw % UInt64(alphabet.count))])
            }
            for format in [TraceSpec.Format.csv, .jsonLines] {
                let reader: TraceReader
                do throws(TraceError) {
                    reader = try TraceReader(spec(format: format), bytes: text, blockSize: 64 + round % 64)
                } catch { continue }
                let count = try CSVScannerTests.count(reader)
                let lines = text.count { $0 == 0x0A } + 1
                #expect(count + Int(reader.statistics.badRows) <= lines)
            }
        }
    }

    static func count(_ reader: TraceReader) throws -> Int {
        var chunk = reader.makeChunk()
        var count = 0
        while try reader.next(&chunk) { count += chunk.count }
        return count
    }
}
