import ScrimpSimulator
import Testing

/// Generated CSV, read here and by Python's `csv` module: the same rows, the same bad lines.
@Suite(.enabled(if: hasPython)) struct CSVAgainstPythonTests {
    @Test func generatedFilesAreReadAlike() throws {
        let script = """
            import csv, random, re
            random.seed(20240229)
            def text():
                return ''.join(random.choice(['a', 'b', ',', '"', '\\n', '\\r\\n', ' ', 'é', 'tenant', '#', '']) for _ in range(random.randrange(6)))
            def number():
                return random.choice([str(random.randrange(10 ** random.randrange(1, 19))), '', 'x', '-3', '12.5', ' 7 ', '1e3'])
            with open('PATH', 'w', newline='') as f:
                writer = csv.writer(f, lineterminator=random.choice(['\\n', '\\r\\n']))
                writer.writerow(['skip', 's', 't', 'x,y', 'n'])
                for i in range(3000):
                    row = [text(), text(), i, text(), number()]
                    if random.random() < 0.05: row = row[:random.randrange(1, 5)]
                    if random.random() < 0.02: row.append('more')
                    writer.writerow(row)
            with open('PATH', newline='') as f:
                reader = csv.reader(f)
                next(reader)
                before = reader.line_num
                for row in reader:
                    line, before = before + 1, reader.line_num
                    if row == []: continue
                    ok = len(row) == 5 and re.fullmatch(r' *[0-9.e]+ *', row[4])
                    if ok and float(row[4]) < 2**63:
                        value = row[4].strip()
                        value = int(value) if value.isdigit() else int(float(value) + 0.5)
                        print('row', row[2], value, row[1].encode().hex())
                    else:
                        print('bad', line)
            """
        let file = TemporaryFile("")
        let expected = try #require(python(script.split(separator: "PATH").joined(separator: file.path)))
        let columns = [
            TraceColumn("t", "time", .time(.unix(.nanoseconds))), TraceColumn("n", "prompt", .number(.count)),
            TraceColumn("s", "tenant", .string(literals: [])),
        ]
        for (block, chunkRows) in [(256, 7), (1_021, 100), (1 << 20, 4_096)] {
            let reader = try TraceReader(
                TraceSpec(path: file.path, columns: columns), chunkRows: chunkRows, blockSize: block)
            let found = try rows(reader)
            let good = expected.split(separator: "\n").filter { $0.hasPrefix("row") }
            let own = found.map { row in "row \(row[0]) \(row[1]) " + Self.hexadecimal(row[2]) }
            #expect(own.count == good.count)
            #expect(zip(own, good).allSatisfy { $0 == $1 })
            let bad = expected.split(separator: "\n").filter { $0.hasPrefix("bad") }
            #expect(reader.statistics.badRows == Int64(bad.count))
            #expect(bad.count > 100 && good.count > 1_000)
            for example in reader.statistics.examples { #expect(bad.contains("bad \(example.line)")) }
        }
    }

    static func hexadecimal(_ text: String) -> String {
        text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
