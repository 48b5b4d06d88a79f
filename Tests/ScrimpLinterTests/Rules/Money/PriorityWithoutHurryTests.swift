import ScrimpLinter
import Testing

@Suite struct PriorityWithoutHurryTests {
    @Test(arguments: [
        // An hour.
        """
        model fast { from: "openai/gpt-4o", service: priority }
        route {
            when deadline >= 1 h -> «M024:fast»
            otherwise            -> mini
        }
        """,
        // In a split.
        """
        model fast { from: "openai/gpt-4o", service: priority }
        route {
            when task == faq and deadline > 10 min -> split(50%: mini, 50%: «M024:fast»)
            otherwise                              -> mini
        }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.priorityWithoutHurry, text) }

    @Test(arguments: [
        // The others.
        """
        model fast { from: "openai/gpt-4o", service: priority }
        route {
            when deadline >= 1 h -> large
            otherwise            -> fast
        }
        """,
        // Soon enough to notice.
        """
        model fast { from: "openai/gpt-4o", service: priority }
        route {
            when deadline >= 1 min -> fast
            otherwise              -> mini
        }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.priorityWithoutHurry, text) }
}
