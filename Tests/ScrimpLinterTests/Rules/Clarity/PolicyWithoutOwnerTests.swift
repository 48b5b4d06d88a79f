import ScrimpLinter
import Testing

@Suite struct PolicyWithoutOwnerTests {
    @Test(arguments: [
        #"policy «C014:support_chat» { timezone: "Europe/Berlin" }"#,
        #"policy «C014:p» { }"#,
    ])
    func bad(text: String) throws { _ = try LintCase(.policyWithoutOwner, text) }

    @Test(arguments: [
        #"policy support_chat { owner: "ml-platform", timezone: "Europe/Berlin" }"#,
        #"""
        policy p {
            sticky: tenant
            owner: "search"
        }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.policyWithoutOwner, text) }
}
