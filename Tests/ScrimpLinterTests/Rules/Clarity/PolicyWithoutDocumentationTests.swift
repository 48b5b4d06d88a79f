import ScrimpLinter
import Testing

@Suite struct PolicyWithoutDocumentationTests {
    @Test(arguments: [
        #"policy «C015:support_chat» { owner: "ml-platform" }"#,
        #"""
        // Support chat.
        policy «C015:p» { }
        """#,
        #"""
        /// Of something else.

        policy «C015:p» { }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.policyWithoutDocumentation, text) }

    @Test(arguments: [
        #"""
        /// Support chat: cheap models for easy questions.
        policy support_chat { owner: "ml-platform" }
        """#,
        #"""
        /// Two lines
        /// of it.
        policy p { }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.policyWithoutDocumentation, text) }
}
