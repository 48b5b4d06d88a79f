import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct UselessImportTests {
    static let files = [
        "thresholds.scrimp": "let short = 2 ktok\n",
        "models.scrimp": "model spare { from: \"openai/gpt-4o\" }\n",
        "company.scrimp": "budget company { limit: $500 per day, spent: reject(\"spent\") }\n",
        "policies/shared.scrimp": "import \"thresholds.scrimp\"\n", "policies/thresholds.scrimp": "let long = 9 ktok\n",
        "catalog.yaml": """
        models:
          house/large:
            source: "a contract"
            as_of: "2026-11-01"
            standard: { input: "$1/Mtok", output: "$2/Mtok" }
        """,
    ]

    @Test(arguments: [
        #"import «C010:"thresholds.scrimp"»"#,
        #"""
        import «C010:"models.scrimp"»
        route { otherwise -> mini }
        """#,
        #"""
        import "company.scrimp"
        import «C010:"company.scrimp"»
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.uselessImport, text, files: Self.files) }

    @Test(arguments: [
        #"""
        import "thresholds.scrimp"
        route {
            when prompt < short -> mini
            otherwise -> large
        }
        """#,
        #"import "company.scrimp""#,
        #"""
        import "models.scrimp"
        route { otherwise -> mini, spare }
        """#,
        #"""
        import "policies/shared.scrimp"
        route { otherwise -> mini }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.uselessImport, text, files: Self.files) }

    @Test func fixes() throws {
        let found = try LintCase(
            .uselessImport,
            #"""
            import «C010:"thresholds.scrimp"»   // two lengths
            import "company.scrimp"
            import «C010:"company.scrimp"»
            """#, files: Self.files)
        expectGolden(found.fixed, at: "Tests/Golden/lint-fixes/C010.scrimp")
    }
}
