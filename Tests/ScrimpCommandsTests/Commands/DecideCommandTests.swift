import ScrimpCommands
import ScrimpJSON
import ScrimpTestSupport
import Testing

@Suite struct DecideCommandTests {
    private static let half = """
        {"tenant":"acme","tier":"premium","prompt":40000,"max_output":10000,"at":"2026-11-24T12:00:00Z",\
        "usage":{"prompt":40000,"output":10000,"outcome":"succeeded"}}

        """

    private func member(_ line: some StringProtocol, _ name: String) throws -> String? {
        let node = try JSONReader.read(Array(line.utf8))
        return node.members?.first { $0.key == name }?.value.text
    }

    /// Half of the budget, all of it, nothing left; another tenant, and the next day, have their own.
    @Test func aBudgetIsSpentAndSaysSo() throws {
        let world = SmallPolicy.world()
        let lines = [
            Self.half, Self.half, Self.half, Self.half.replacing("acme", with: "other"),
            Self.half.replacing("11-24", with: "11-25"),
        ]
        world.files["requests.jsonl"] = Array(lines.joined().utf8)
        #expect(world.run("decide", "small.scrimp", "requests.jsonl") == .clean, "\(world.errors)")
        let answers = world.output.split(separator: "\n")
        try #require(answers.count == 5)
        #expect(try answers.map { try member($0, "verdict") } == ["call", "call", "reject", "call", "call"])
        #expect(try member(answers[2], "reason") == "budget_spent")
        #expect(try member(answers[2], "budget") == "daily")
        expectGolden(world.output, at: "Tests/Golden/commands/decide.budget.txt")
    }

    @Test func standardInputIsReadWhereNoFileIsNamed() throws {
        let world = SmallPolicy.world()
        world.input = Array((Self.half + Self.half.dropLast()).utf8)
        #expect(world.run("decide", "small.scrimp") == .clean, "\(world.errors)")
        #expect(world.output.split(separator: "\n").count == 2)
    }

    /// Lines that are no requests are answered with their number, blank ones not at all, and the others are decided.
    @Test func badLinesAreAnsweredWithTheirNumber() {
        let world = SmallPolicy.world()
        let good = #"{"tenant":"acme","tier":"free","prompt":100,"max_output":10}"#
        let lines = [
            good, "", "{", "[]", good.replacing("free", with: "gold"), good.replacing("tier", with: "teir"),
            good.replacing("\"prompt\":100,", with: ""), good.replacing("100", with: "1.5"),
            good.replacing("100", with: "-1"), good.dropLast() + #","at":"noon"}"#,
            good.dropLast() + #","usage":{"out":1}}"#, good.dropLast() + #","usage":{"output":-1}}"#, good,
        ]
        world.files["requests.jsonl"] = Array(lines.map { $0 + "\n" }.joined().utf8)
        #expect(world.run("decide", "small.scrimp", "requests.jsonl") == .findings)
        #expect(world.errors.isEmpty)
        #expect(world.output.split(separator: "\n").count == lines.count - 1)
        expectGolden(world.output, at: "Tests/Golden/commands/decide.bad-lines.txt")
    }

    @Test func aPolicyWithAnErrorDecidesNothing() {
        let world = World(files: ["p.scrimp": SmallPolicy.text.replacing("-> large, mini", with: "-> lage, mini")])
        world.input = Array(Self.half.utf8)
        #expect(world.run("decide", "p.scrimp") == .findings)
        #expect(world.output.isEmpty)
        #expect(world.errors.contains("did you mean `large`?"))
    }

    @Test func requestsThatAreNotThereAreAFailure() {
        let world = SmallPolicy.world()
        #expect(world.run("decide", "small.scrimp", "nowhere.jsonl") == .failure)
        #expect(world.errors == "error: cannot read `nowhere.jsonl`: no such file or directory\n")
    }
}
