import ScrimpLinter
import Testing

@Suite struct LetThatRenamesTests {
    @Test(arguments: [
        #"""
        let easy = task == faq
        let «C005:simple» = easy
        """#,
        #"""
        let «C005:length» = prompt
        let «C005:size» = length
        route { when size > 2 ktok -> large otherwise -> mini }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.letThatRenames, text) }

    @Test(arguments: [
        #"""
        let easy = task == faq
        let hard = not easy
        """#,
        #"""
        let limit_of_prompts = 2 ktok
        let long = prompt > limit_of_prompts
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.letThatRenames, text) }
}
