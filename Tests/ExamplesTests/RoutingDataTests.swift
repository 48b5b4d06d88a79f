import ScrimpCommands
import ScrimpJSON
import ScrimpTestSupport
import Testing

/// Real outcomes of two models on 14,042 questions of MMLU (lm-sys/RouteLLM evaluation results, Apache-2.0), routed by the length
/// of the question: weak, strong and best choice come out to the last question.
@Suite struct RoutingDataTests {
    private static let name = "routing_mmlu.csv"
    private static let policy = """
        policy mmlu { }
        let cut = 400 tok
        request { prompt: tokens, max_output: tokens = 1 tok }
        model weak   { from: "openai/gpt-4o-mini" }
        model strong { from: "openai/gpt-4o" }
        route {
            when prompt < cut -> weak
            otherwise         -> strong
        }
        scenario recorded for mmlu {
            traffic:  trace("mmlu.csv", time: "t", time_unit: seconds, prompt: "prompt_chars")
            baseline: everything(on: strong)
            quality:  { weak: "mixtral_8x7b_correct", strong: "gpt4_1106_correct" }
        }
        """

    @Test(.enabled(if: SharedData.has(name)), arguments: [[], ["--engine"], ["--events"]])
    func weakStrongAndBestToTheLastQuestion(_ options: [String]) throws {
        let folder = try TemporaryFolder()
        let bytes = try #require(SharedData.bytes(of: Self.name))
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let rows = lines.dropFirst().map { $0.split(separator: ",") }
        // The file has no times: questions come one a second.
        let timed = ["t,\(lines[0])"] + lines.dropFirst().enumerated().map { "\($0.offset),\($0.element)" }
        try folder.write("mmlu.csv", timed.joined(separator: "\n") + "\n")
        // Trying thresholds takes many replays: once is enough.
        let tunable = options.isEmpty ? "tunable:  { cut: 50 tok..2_000 tok }\n        }" : "}"
        let path = try folder.write("policy.scrimp", Self.policy.dropLast() + tunable)
        let (code, output, errors) = ExamplesTests.run(["simulate", path, "--json"] + options)
        #expect(code == .clean, "\(errors)")
        let report = try JSONReader.read(Array(output.utf8))
        let quality = try #require(report["quality"])

        // Counted here once more, without the program.
        let outcomes = rows.map { ($0[2] == "true", $0[3] == "true") }
        let weak = outcomes.filter(\.0).count
        let strong = outcomes.filter(\.1).count
        let either = outcomes.filter { $0.0 || $0.1 }.count
        let short = zip(rows, outcomes).filter { (Int($0[1]) ?? 0) < 400 ? $1.0 : $1.1 }.count
        let alone = try #require(quality["alone"]?.elements)
        #expect(alone.map { $0["model"]?.text } == ["weak", "strong"])
        #expect(alone.map { $0["right"]?.text } == ["\(weak)", "\(strong)"])
        #expect(quality["best_choice"]?["right"]?.text == "\(either)")
        #expect(quality["policy"]?["right"]?.text == "\(short)")
        #expect(quality["policy"]?["graded"]?.number?.int64 == 14_042)
        let needed = try #require(alone[1]["best_choice_requests"]?.number?.int64)
        #expect(needed == Int64(either - weak))

        // As published, in hundredths of a percent.
        func share(_ count: Int) -> Int { (count * 20_000 + 14_042) / 28_084 }
        #expect(share(weak) == 6_808 && share(strong) == 8_058 && share(either) == 8_586 && share(Int(needed)) == 1_778)

        guard options.isEmpty else { return }
        // The length of a question says little about whether it is hard.
        let frontier = try #require(quality["frontier"])
        #expect(frontier["attribute"]?.text == "prompt")
        let mean = try #require(frontier["mean_gap_recovered"]?.text.flatMap(Double.init))
        #expect(mean > 0.3 && mean < 0.8)
    }
}
