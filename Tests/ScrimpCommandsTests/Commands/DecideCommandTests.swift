import ScrimpCommands
import ScrimpJSON
import ScrimpTestSupport
import Testing

@Suite struct DecideCommandTests {
    /// Every kind of attribute, and every way in which a request can end but waiting.
    static let policy = """
        policy help { isolate: tenant, sticky: tenant }
        request {
            tenant:     string
            task:       enum { faq, advice }
            urgent:     bool = false
            tries:      int = 0
            complexity: ratio = 10%
            worth:      money = $1
            document:   bytes = 1 kB
            prompt:     tokens
            max_output: tokens
            pages:      count = 0
            deadline:   duration = 30 s
        }
        model mini  { from: "openai/gpt-4o-mini" }
        model large { from: "openai/gpt-4o" }
        switch paused { when: worth > $1_000, on: reject("too dear to try"), throw_when: worth > $1_000 }
        allow cheap { when: complexity < 5%, only: [mini] }
        budget daily {
            limit:   $0.01 per tenant per day
            spent:   route(mini)
            ceiling: $0.02
            alert:   [50%]
            notify:  "oncall"
        }
        route {
            when task == advice -> large, mini
            otherwise           -> mini
        }
        """

    private func decide(_ lines: String..., policy: String = policy) -> (code: ExitCode, output: String, errors: String)
    {
        let world = World(files: ["p.scrimp": policy, "r.jsonl": lines.joined(separator: "\n")])
        let code = world.run("decide", "p.scrimp", "r.jsonl")
        return (code, world.output, world.errors)
    }

    /// A request with other or more members.
    private func request(_ members: String) -> String {
        #"{"at": 1795521720, "tenant": "acme", "task": "faq", "prompt": 10, "max_output": 10"#
            + (members.isEmpty ? "" : ", " + members) + "}"
    }

    private func error(_ members: String) throws -> String {
        let (code, output, _) = decide(request(members))
        #expect(code == .findings, "\(members): \(output)")
        let node = try JSONReader.read(Array(output.utf8))
        #expect(node["line"]?.number?.int64 == 1)
        return "\(node["attribute"]?.text ?? "-"): \(node["error"]?.text ?? output)"
    }

    @Test func whyCandidatesWerePassedOver() {
        let (code, output, _) = decide(
            request(#""task": "advice""#).replacing(#""task": "faq", "#, with: ""),
            #"{"at": 1795521720, "tenant": "a", "task": "advice", "complexity": "1%", "prompt": 10, "max_output": 10}"#,
            #"{"at": 1795521720, "tenant": "b", "task": "advice", "prompt": 100000, "max_output": 900000}"#,
            #"{"at": 1795521720, "tenant": "c", "task": "advice", "prompt": 100000, "max_output": 1000}"#,
            #"{"at": 1795521720, "tenant": "c", "task": "advice", "prompt": 100000, "max_output": 1000}"#,
            #"{"at": 1795521720, "tenant": "d", "task": "faq", "worth": 2000, "prompt": 1, "max_output": 1}"#)
        #expect(code == .clean)
        expectGolden(output, at: "Tests/Golden/commands/decide.passed-over.txt")
    }

    @Test func valuesAreWrittenNaturally() {
        for members in [
            #""complexity": 0.35"#, #""complexity": "35%""#, #""complexity": "0.5 %""#.replacing(" %", with: "%"),
            #""complexity": 1"#, #""worth": 1.5"#, #""worth": "$1.50""#, #""worth": "$1_000""#, #""deadline": 30"#,
            #""deadline": "30 s""#, #""deadline": "30s""#, #""deadline": "1.5 min""#, #""deadline": 0.25"#,
            #""urgent": true"#, #""tries": -3"#, #""document": 5000000"#, #""pages": 2"#, #""content": "hello""#,
        ] {
            let (code, output, _) = decide(request(members))
            #expect(code == .clean, "\(members): \(output)")
        }
    }

    @Test func everyMistakeNamesItsAttribute() throws {
        let mistakes = try [
            #""tenant2": "x""#, #""complexity": 35"#, #""complexity": "35""#, #""complexity": "0,35%""#,
            #""complexity": "3%5%""#, #""complexity": "%35""#, #""complexity": null"#, #""worth": "$1,50""#,
            #""worth": "1.50$""#, #""worth": "1.50""#, #""worth": "$""#, #""worth": 1e30"#, #""urgent": 1"#,
            #""urgent": "true""#, #""tries": 1.5"#, #""tries": "1""#, #""pages": -1"#, #""document": "5 MB""#,
            #""deadline": "30""#, #""deadline": "30 months""#, #""deadline": "-3 s""#, #""deadline": -3"#,
            #""deadline": "٣ s""#, #""deadline": []"#, #""content": 5"#, #""usage": 5"#, #""usage": {"output": -1}"#,
            #""usage": {"outputs": 1}"#, #""usage": {"outcome": "lost"}"#,
        ].map(error)
        expectGolden(mistakes.joined(separator: "\n") + "\n", at: "Tests/Golden/commands/decide.mistakes.txt")
    }

    @Test func timesAreReadStrictly() {
        func at(_ time: String) -> ExitCode {
            decide(#"{"at": \#(time), "tenant": "a", "task": "faq", "prompt": 1, "max_output": 1}"#).code
        }
        for time in [
            "1795521720", "1795521720.25", "-1", #""2026-11-24""#, #""2026-11-24T12:00Z""#, #""2026-11-24 12:00:00""#,
            #""2026-11-24T12:00:00.123456789123Z""#, #""2026-11-24T12:00:00+01:30""#, #""2026-11-24T12:00:00.5-08:00""#,
        ] { #expect(at(time) == .clean, "\(time)") }
        for time in [
            "1795521720000", #""noon""#, #""2026-11-24T12x30y00Z""#, #""2026-11-24T+1:00:00Z""#,
            #""2026-11-24T24:00Z""#,
            #""2026-11-24T12:00:00.Z""#, #""2026-11-24T12:00:00+0100""#, #""2026-11-24T12:00:00Zulu""#,
            #""2026-02-30""#,
            #""2026-11-24T""#, #""2026-11-24T12""#, #""""#, "true",
        ] { #expect(at(time) == .findings, "\(time)") }
    }

    /// 23:30 in New York is 4:30 of the next day in Greenwich, where the budget counts.
    @Test func offsetsMoveTheTime() {
        let tail = #""tenant": "a", "task": "advice", "prompt": 3000, "max_output": 10}"#
        let (_, output, _) = decide(
            #"{"at": "2026-11-24T23:30:00-05:00", "# + tail, #"{"at": "2026-11-25T04:30:00Z", "# + tail,
            #"{"at": "2026-11-26T00:00:00Z", "# + tail)
        let verdicts = output.split(separator: "\n").map { $0.contains(#""verdict":"call","target":"large""#) }
        #expect(verdicts == [true, false, true], "\(output)")
    }

    @Test func linesMayComeInAnyPieces() {
        let lines = (0..<40).map {
            #"{"at": \#($0), "tenant": "t\#($0 % 3)", "task": "faq", "prompt": 1, "max_output": 1}"#
        }
        let text = lines.joined(separator: "\r\n")
        let whole = World(files: ["p.scrimp": Self.policy, "r.jsonl": text])
        #expect(whole.run("decide", "p.scrimp", "r.jsonl") == .clean)
        #expect(whole.output.split(separator: "\n").count == 40)
        for size in [1, 7, 64, 1_000] {
            let pieces = World(files: ["p.scrimp": Self.policy])
            pieces.input = Array(text.utf8)
            pieces.pieceSize = size
            #expect(pieces.run("decide", "p.scrimp") == .clean)
            #expect(pieces.output == whole.output, "pieces of \(size) bytes")
        }
    }

    @Test func aLineWithoutEndIsRefusedAndTheNextIsDecided() {
        let world = World(files: ["p.scrimp": Self.policy])
        world.files["r.jsonl"] =
            [UInt8](repeating: UInt8(ascii: " "), count: (1 << 24) + 70_000) + Array("\n\(request(""))\n".utf8)
        #expect(world.run("decide", "p.scrimp", "r.jsonl") == .findings)
        let lines = world.output.split(separator: "\n")
        #expect(lines.first == #"{"line":1,"error":"the line is longer than 16 MiB"}"#)
        #expect(lines.count == 2 && lines.last?.contains(#""verdict":"call""#) == true)
    }

    @Test func whatCannotBeReadIsAFailure() {
        let world = World(files: ["p.scrimp": Self.policy])
        #expect(world.run("decide", "p.scrimp", "nowhere.jsonl") == .failure)
        #expect(world.errors == "error: cannot read `nowhere.jsonl`: no such file or directory\n")
        #expect(world.run("decide", "-") == .failure)
        #expect(
            world.errors
                == "error: policy and requests cannot both come from standard input\nhelp: name a file for one of them\n"
        )
        #expect(world.run("decide", "p.scrimp") == .clean)
        #expect(world.output.isEmpty)
    }

    @Test func bytesThatAreNoRequestsGetErrors() {
        var random = SeededGenerator(seed: 77)
        let valid = Array(request(#""complexity": "35%", "usage": {"prompt": 1}"#).utf8)
        for _ in 0..<300 {
            let world = World(files: ["p.scrimp": Self.policy])
            var bytes = valid
            for _ in 0..<(1 + random.below(4)) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            world.files["r.jsonl"] = bytes
            #expect(world.run("decide", "p.scrimp", "r.jsonl") != .failure)
            for line in world.output.split(separator: "\n") {
                #expect(throws: Never.self) { _ = try JSONReader.read(Array(line.utf8)) }
            }
        }
    }
}
