import ScrimpQuantities
import ScrimpSimulator
import Testing

/// `Docs/workloads.md` holds the generator in Python: that very text must draw the same numbers.
@Suite(.enabled(if: hasPython)) struct WorkloadPageTests {
    static func snippet() throws -> String {
        let page = String(decoding: try #require(fileBytes(packageRoot + "/Docs/workloads.md")), as: UTF8.self)
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex(of: "```python"))
        let end = try #require(lines[start...].firstIndex(of: "```"))
        return lines[(start + 1)..<end].joined(separator: "\n") + "\n"
    }

    /// The lines that the snippet prints when `program` follows it.
    static func run(_ program: String) throws -> [Substring] {
        try #require(python(try snippet() + program)).split(separator: "\n")
    }

    @Test func bitsAndUnits() throws {
        let printed = try Self.run(
            """
            for seed, name in [(1, "tenant"), (2**64 - 1, "prompt"), (42, "größe")]:
                key = stream(seed, name)
                for index in [0, 1, 2, 1000, 2**40]:
                    for draw in [0, 1, 7]:
                        print(bits(key, index, draw), float.hex(unit(key, index, draw)))
            """)
        var own: [String] = []
        for (seed, name) in [(UInt64(1), "tenant"), (.max, "prompt"), (42, "größe")] {
            let generator = CounterGenerator(seed: seed, stream: name)
            for index in [UInt64(0), 1, 2, 1_000, 1 << 40] {
                for draw in [UInt64(0), 1, 7] { own.append(String(generator.bits(index, draw: draw))) }
            }
        }
        #expect(printed.map { String($0.prefix { $0 != " " }) } == own)
        let units = printed.map { $0.drop { $0 != " " }.dropFirst() }
        #expect(units.compactMap { Double($0) }.count == 45)
        let first = CounterGenerator(seed: 1, stream: "tenant").unit(0)
        #expect(Double(units[0]) == first)
    }

    @Test func everyDistribution() throws {
        let cases: [(Distribution, String)] = [
            (.uniform(low: -2, high: 5), "uniform(u, -2, 5)"), (.normal(mean: 10, deviation: 3), "normal(u, 10, 3)"),
            (.lognormal(median: 500, sigma: 0.8), "lognormal(u, 500, 0.8)"),
            (.exponential(mean: 42), "exponential(u, 42)"),
            (.triangular(low: 0, mode: 4, high: 9), "triangular(u, 0, 4, 9)"),
            (.pert(low: 20, mode: 30, high: 60), "pert(key, i, 20, 30, 60)"),
            (.pert(low: 0, mode: 0, high: 1), "pert(key, i, 0, 0, 1)"),
            (.empirical([1, 2, 2, 10]), "empirical(u, [1, 2, 2, 10])"),
        ]
        let generator = CounterGenerator(seed: 3, stream: "x")
        for (distribution, expression) in cases {
            let printed = try Self.run(
                """
                key = stream(3, "x")
                for i in range(300):
                    u = unit(key, i)
                    v = \(expression)
                    print(repr(float(v)), whole(v * 1000, -500, 10**6))
                """)
            #expect(printed.count == 300)
            for (index, line) in printed.enumerated() {
                let parts = line.split(separator: " ")
                let own = distribution.sample(generator, UInt64(index))
                let other = try #require(Double(parts[0]))
                #expect(abs(own - other) <= 1e-12 * max(abs(own), 1), "\(expression) \(index)")
                #expect(String(ColumnGenerator.rounded(own * 1_000, -500, 1_000_000)) == parts[1])
            }
        }
    }

    @Test func keysAndChoices() throws {
        let printed = try Self.run(
            """
            key = stream(8, "tenant")
            for table in [zipf(1000, 0.9), zipf(7, 2), cumulative([3, 0, 0, 1, 2])]:
                print(" ".join(str(pick(unit(key, i), table)) for i in range(2000)))
            """)
        let generator = CounterGenerator(seed: 8, stream: "tenant")
        let tables = [
            try CumulativeTable(zipf: 1_000, exponent: 0.9), try CumulativeTable(zipf: 7, exponent: 2),
            try CumulativeTable(weights: [3, 0, 0, 1, 2]),
        ]
        #expect(printed.count == 3)
        for (line, table) in zip(printed, tables) {
            let own = (0..<2_000).map { String(table.index(at: generator.unit($0))) }.joined(separator: " ")
            #expect(line == own)
        }
    }

    @Test func arrivalTimes() throws {
        let start: Int64 = 1_700_000_000_123_456_789
        let cases: [(WorkloadSpec.Arrivals, String)] = [
            (.init(rate: 0.01), "rate=0.01"),
            (
                .init(
                    rate: 0.02, hours: (0..<24).map { Double($0 % 5) }, weekdays: [1, 2, 1, 1, 1, 0, 1],
                    offsetSeconds: 5_400),
                "rate=0.02, hours=[i % 5 for i in range(24)], days=[1, 2, 1, 1, 1, 0, 1], offset=5400"
            ),
            (
                .init(rate: 0.5, bursts: .init(factor: 8, meanBurst: 30, meanCalm: 300)),
                "rate=0.5, bursts=(8, 30.0, 300.0)"
            ),
        ]
        for (arrivals, arguments) in cases {
            let printed = try Self.run(
                "for t in itertools.islice(arrivals(17, \(start), \(arguments)), 3000): print(t)")
            var process = try ArrivalProcess(arrivals, start: Instant(nanoseconds: start), seed: 17)
            let own = (0..<3_000).compactMap { _ in process.next(before: .infinity) }.map { String($0) }
            #expect(printed.map { String($0) } == own, "\(arguments)")
        }
    }
}
