import ScrimpDiagnostics
import ScrimpSimulator
import Testing

@Suite struct TraceReaderTests {
    @Test func faultsOfTheFileAreTyped() {
        let cases: [(String, TraceSpec, DiagnosticCode, String, String)] = [
            ("", spec(), .traceEmpty, "`test.csv` is empty", "a trace starts with a header line or a JSON object"),
            ("\n\n", spec(), .traceEmpty, "`test.csv` is empty", "a trace starts with a header line or a JSON object"),
            ("t,s,m\n", spec(), .traceColumnMissing, "`test.csv` has no column `n`", "its columns are `t`, `s`, `m`"),
            (
                "time,ContextTokens\n",
                spec([.init("time", "time", .time(.detected)), .init("contexttoken", "prompt", .number(.count))]),
                .traceColumnMissing, "`test.csv` has no column `contexttoken`", "did you mean `ContextTokens`?"
            ),
            (
                "t,n,s,n\n", spec(), .traceColumnMissing, "`test.csv` has two columns named `n`",
                "rename one of them in its header"
            ),
            (
                "t\n5\n", spec([.init("t", "time", .time(.detected))]), .traceTimeAmbiguous,
                "the unit of `t` cannot be told from `5`", "declare it: s, ms, us or ns"
            ),
            (
                "n\n", spec([.init("n", "prompt", .number(.count))]), .traceDeclaration,
                "a trace needs exactly one column of times, 0 are declared",
                "name the column of arrivals: `time: \"TIMESTAMP\"`"
            ),
            (
                "t,n\n", spec([.init("t", "time", .time(.detected)), .init("t", "x", .number(.count))]),
                .traceDeclaration,
                "column `t` is declared twice", "keep one of them"
            ),
            (
                "t,n,s\n1,1,a\n1,x,a\n", spec(strict: true), .traceBadRow,
                "`test.csv`: line 3: column `n`: `x`: not a number",
                "without `--strict`, bad rows are counted and left out"
            ),
        ]
        for (text, spec, code, message, help) in cases {
            let error = refusal(text, spec)
            #expect(error?.code == code, "\(message)")
            #expect(error?.message == message)
            #expect(error?.help == help)
        }
    }

    @Test func headerWithoutAnEndIsNoHeader() throws {
        let text = "t,n,\"s\n1,2,3\n"
        #expect(refusal(text)?.message == "`test.csv` has no header line")
    }

    @Test func aFileThatIsNotThereSaysSo() {
        do throws(TraceError) {
            _ = try TraceReader(TraceSpec(path: "/tmp/scrimp-no-such-file.csv", columns: threeColumns))
            Issue.record("a missing file was opened")
        } catch {
            #expect(error.code == .traceUnreadable)
            #expect(error.message == "cannot read `/tmp/scrimp-no-such-file.csv`: there is no such file")
        }
        do throws(TraceError) {
            _ = try TraceReader(TraceSpec(path: "/tmp", columns: threeColumns))
            Issue.record("a folder was opened")
        } catch {
            #expect(error.message == "cannot read `/tmp`: it is a folder")
        }
    }

    @Test func everyKindOfFaultEndsStrictReading() {
        for row in ["1,1", "1,1,a,4", "1,,a", "1,1,\"a", "1,1,\"a\"b", "z,1,a"] {
            #expect(refusal("t,n,s\n" + row + "\n", spec(strict: true))?.code == .traceBadRow, "\(row)")
        }
        #expect(refusal("{\"t\":1,\"n\":2,\"s\":\"\"}\n{", spec(strict: true))?.code == .traceBadRow)
    }

    @Test func plainFilesAndGzipGiveTheSame() throws {
        let text = "t,n,s\n" + (0..<20_000).map { "\($0),\($0 * 7),tenant\($0 % 13)\n" }.joined()
        let plain = TemporaryFile(text)
        let packed = TemporaryFile(gzipped(Array(text.utf8)))
        let first = try rows(TraceReader(TraceSpec(path: plain.path, columns: threeColumns), blockSize: 4_096))
        let second = try rows(TraceReader(TraceSpec(path: packed.path, columns: threeColumns), blockSize: 1_000))
        #expect(first.count == 20_000)
        #expect(first == second)
        #expect(first.last == ["19999000000", "139993", "tenant5"])
    }

    @Test(.enabled(if: hasPython)) func gzipOfSeveralMembersIsReadToItsEnd() throws {
        let file = TemporaryFile("")
        let made = python(
            """
            import gzip
            with open('\(file.path)', 'wb') as f:
                f.write(gzip.compress(b't,n,s\\n1,2,a\\n'))
                f.write(gzip.compress(b'3,4,b\\n'))
            """)
        #expect(made != nil)
        let found = try rows(TraceReader(TraceSpec(path: file.path, columns: threeColumns)))
        #expect(found == [["1000000", "2", "a"], ["3000000", "4", "b"]])
    }

    @Test func damagedGzipIsAnErrorNotAShorterTrace() {
        let text = "t,n,s\n" + (0..<20_000).map { "\($0),1,a\n" }.joined()
        var bytes = gzipped(Array(text.utf8))
        let cut = TemporaryFile(Array(bytes.dropLast(bytes.count / 2)))
        let noTrailer = TemporaryFile(Array(bytes.dropLast(4)))
        bytes[bytes.count - 6] ^= 1
        let wrong = TemporaryFile(bytes)
        for (file, part) in [
            (cut, "it ends in the middle"), (wrong, "is not valid"), (noTrailer, "it ends in the middle"),
        ] {
            do throws(TraceError) {
                let reader = try TraceReader(TraceSpec(path: file.path, columns: threeColumns))
                var chunk = reader.makeChunk()
                while try reader.next(&chunk) {}
                Issue.record("damage went unseen: \(part)")
            } catch {
                #expect(error.code == .traceDamaged)
                #expect(error.message.contains(part), "\(error.message)")
            }
        }
    }

    @Test func timesThatGoBackwardsAreCounted() throws {
        let (rows, seen) = try read("t,n,s\n5,1,a\n3,1,a\n4,1,a\n5,1,a\n6,1,a\n1,1,a\n")
        #expect(rows.count == 6)
        #expect(seen.backwardTimes == 3)
        #expect(seen.latestTime == 6_000_000)
    }

    @Test func theTimeColumnSaysHowItWasRead() throws {
        let cases: [(String, TimeFormat, String, String)] = [
            (
                "1700158623", .detected, "1700158623000000000",
                "`t` read as Unix time in s, by the size of its first value"
            ),
            (
                "1700158623.98", .detected, "1700158623980000000",
                "`t` read as Unix time in s, by the size of its first value"
            ),
            (
                "1700158623980", .detected, "1700158623980000000",
                "`t` read as Unix time in ms, by the size of its first value"
            ),
            (
                "1700158623980001", .detected, "1700158623980001000",
                "`t` read as Unix time in us, by the size of its first value"
            ),
            (
                "1700158623980001002", .detected, "1700158623980001002",
                "`t` read as Unix time in ns, by the size of its first value"
            ),
            (
                "2023-11-16 18:17:03.9799600", .detected, "1700158623979960000",
                "`t` read as date and time, UTC unless it says otherwise"
            ),
            ("0.25", .unix(.seconds), "250000000", "`t` read as Unix time in s"),
            ("-5", .unix(.milliseconds), "-5000000", "`t` read as Unix time in ms"),
            (
                "2023-11-16T19:17:03", .civil(offsetSeconds: 3_600), "1700158623000000000",
                "`t` read as date and time, UTC+01:00 unless it says otherwise"
            ),
        ]
        for (text, format, time, sentence) in cases {
            let columns = [TraceColumn("t", "time", .time(format))]
            let (rows, seen) = try read("t\n\(text)\n", columns)
            #expect(rows == [[time]], "\(text)")
            #expect(seen.timeReading == sentence)
            #expect(try read("t\n\"\(text)\"\n", columns).rows == [[time]])
            #expect(try read("{\"t\":\"\(text)\"}\n", columns).rows == [[time]])
        }
    }

    @Test func memoryDoesNotGrowWithTheTrace() throws {
        let row = "1,22,tenant\n"
        var sizes: Set<Int> = []
        for count in [10, 10_000, 200_000] {
            let text = "t,n,s\n" + String(repeating: row, count: count)
            let reader = try TraceReader(spec(), bytes: Array(text.utf8), chunkRows: 512, blockSize: 8_192)
            var chunk = reader.makeChunk()
            while try reader.next(&chunk) {}
            #expect(reader.statistics.rows == Int64(count))
            sizes.insert(reader.bufferBytes)
            #expect(chunk.times.count == 512 && chunk.numbers.count == 512 && chunk.symbols.count == 512)
            #expect(reader.symbols(0).count == 1)
        }
        #expect(sizes.count == 1)
    }

    @Test func azureTrace() throws {
        for root in ["/../shared/data", "/../../shared/data"] {
            let path = packageRoot + root + "/AzureLLMInferenceTrace_code.csv"
            guard fileBytes(path) != nil else { continue }
            let columns = [
                TraceColumn("TIMESTAMP", "time", .time(.detected)),
                TraceColumn("ContextTokens", "prompt", .number(.count)),
                TraceColumn("GeneratedTokens", "output", .number(.count)),
            ]
            let reader = try TraceReader(TraceSpec(path: path, columns: columns, strict: true), chunkRows: 1_024)
            let rows = try rows(reader)
            #expect(rows.count == 8_819)
            #expect(rows.first == ["1700158623979960000", "4808", "10"])
            let prompt = rows.reduce(Int64(0)) { $0 + (Int64($1[1]) ?? 0) }
            let output = rows.reduce(Int64(0)) { $0 + (Int64($1[2]) ?? 0) }
            guard hasPython else { continue }
            let sums = python(
                """
                import csv, datetime
                rows = list(csv.DictReader(open('\(path)')))
                epoch = datetime.datetime(1970, 1, 1)
                def ticks(text):
                    whole, part = text.split('.')
                    return int((datetime.datetime.fromisoformat(whole) - epoch).total_seconds()) * 10**7 + int(part)
                print(sum(int(r['ContextTokens']) for r in rows), sum(int(r['GeneratedTokens']) for r in rows),
                      sum(ticks(r['TIMESTAMP']) for r in rows) % 2**40)
                """)
            let ticks = rows.reduce(Int64(0)) { $0 &+ (Int64($1[0]) ?? 0) / 100 } & (1 << 40 - 1)
            #expect(sums == "\(prompt) \(output) \(ticks)\n")
        }
    }
}
