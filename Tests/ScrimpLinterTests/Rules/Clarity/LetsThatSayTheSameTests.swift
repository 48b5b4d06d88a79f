import ScrimpLinter
import Testing

@Suite struct LetsThatSayTheSameTests {
    @Test(arguments: [
        #"""
        let easy = task != advice
        let «C004:simple» = task == faq or task == summary
        """#,
        #"""
        let short = prompt < 2 ktok and tier == free
        let «C004:brief» = not (tier != free or prompt >= 2_000 tok)
        let long = not short
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.letsThatSayTheSame, text) }

    @Test(arguments: [
        #"""
        let easy = task == faq or complexity < 35%
        let simple = task == faq
        let hard = not easy
        """#,
        #"""
        let cut = 30%
        let other = 30%
        let easy = complexity < cut
        let same = easy
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.letsThatSayTheSame, text) }
}
