import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct SecretInPolicyTests {
    /// Put together here, so that no scanner of repositories takes them for real ones.
    private static let secrets = [
        "sk-" + "proj-Ab12Cd34Ef56Gh78Ij90Kl12", "AKIA" + "IOSFODNN7EXAMPLE",
        "AIza" + "SyA1234567890abcdefghijklmnopqrstuv",
        "ghp_" + "0123456789abcdefghijklmnopqrstuvwxyz", "xoxb-" + "1234567890-abcdefghijkl",
        "q7Rt2" + "XvP9mKz4LwB8nHs6JcD3fGy5TaE1UoQ",
    ]

    @Test(arguments: secrets)
    func bad(secret: String) throws {
        let found = [
            try LintCase(.secretInPolicy, #"model m { from: "openai/gpt-4o-mini", region: "«G016:\#(secret)»" }"#),
            try LintCase(.secretInPolicy, "// the key is «G016:\(secret)».\nroute { otherwise -> mini }"),
            try LintCase(.secretInPolicy, "/// «G016:\(secret)»\nroute { otherwise -> mini }"),
        ]
        for diagnostic in found.flatMap(\.diagnostics) {
            let said = [diagnostic.message, diagnostic.help ?? "", diagnostic.caption] + diagnostic.notes
            #expect(said.allSatisfy { !$0.contains(secret) }, "a message prints the secret")
        }
    }

    @Test func badPrivateKey() throws {
        let key = "-----BEGIN " + "PRIVATE KEY-----"
        _ = try LintCase(.secretInPolicy, "«G016:// \(key)»\nroute { otherwise -> mini }")
    }

    @Test(arguments: [
        "// the host holds the key\nroute { otherwise -> mini }",
        "// sk-learn-contrib-imbalanced is not used here\nroute { otherwise -> mini }",
        "// sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\nroute { otherwise -> mini }",
        "// TheLongestNameOfAnythingInThisRepositoryIs1234CharactersLong\nroute { otherwise -> mini }",
        #"model m { from: "openai/gpt-4o-mini", price: { input: $1/Mtok, output: $2/Mtok, cached_input: $1/Mtok, source: "https://platform.example.com/docs/Pricing/GPT-4o-mini-2024-07-18/2026", as_of: "2026-11-01" } }"#,
    ])
    func good(text: String) throws { _ = try LintCase(.secretInPolicy, text) }
}
