import ScrimpCompiler
import ScrimpDiagnostics
import Testing

@Suite struct ShapeTests {
    private func compile(_ declarations: String) throws -> CompiledText {
        try CompiledText(declarations: declarations, rules: "otherwise -> mini")
    }

    @Test(arguments: [
        ("effort: low", "effort: high", "effort"), ("stream: true", "stream: false", "stream"),
        ("bundle: 2", "bundle: 4", "bundle"), ("encoding: gzip", "encoding: brotli", "encoding"),
        ("compress_prompt: 3%..10%", "compress_prompt: 5%", "compress_prompt"),
        ("stop_early: confidence < 20%", "stop_early: confidence < 30%", "stop_early"),
    ])
    func differentWordsForOneRequest(first: String, second: String, field: String) throws {
        let compiled = try compile("shape a { when: vip, \(first) }\nshape b { when: tier == free, \(second) }")
        let found = try #require(compiled.found(.conflictingShapes).first)
        #expect(found.message == "`b` and `a` have different `\(field)` for some request")
        #expect(found.notes == ["for example: tier: free, vip: true"])
        #expect(compiled.compilation.plan == nil)
    }

    @Test func whatNeverMeetsOrAgreesIsNoConflict() throws {
        let cases = [
            "shape a { when: vip, effort: low }\nshape b { when: not vip, effort: high }",
            "shape a { on: mini, effort: low }\nshape b { on: large, effort: high }",
            "shape a { effort: low }\nshape b { when: vip, effort: low }",
            "shape a { max_output: 9 tok }\nshape b { max_output: 8 tok, reasoning_cap: 3 tok }",
            "shape a { stream: true }\nshape b { encoding: gzip }",
        ]
        for declarations in cases { #expect(try compile(declarations).summary == [], "\(declarations)") }
    }

    @Test func whatIsNotDecidedIsSaid() throws {
        let compiled = try compile(
            """
            shape a { when: prompt * max_output == 7 tok * 7 tok and prompt > 7 tok and max_output > 7 tok, effort: low }
            shape b { effort: high }
            """)
        #expect(compiled.found(.conflictingShapes).isEmpty)
        #expect(compiled.found(.notDecided).count == 1)
    }
}
