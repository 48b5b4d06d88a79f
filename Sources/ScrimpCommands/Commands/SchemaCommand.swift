import ScrimpCatalog
import ScrimpDataForm
import ScrimpLinter

extension Command {
    package static let schema = Command(
        "schema", "Print a JSON Schema, for editors and checkers",
        details: """
            Prints the JSON Schema (2020-12) of a policy as data, of `.scrimp.yaml` or of a catalog. Editors that know JSON \
            Schema complete and check such files with it.
            """,
        positionals: [
            Positional("WHAT", "what is described: policy, config or catalog", kind: .choice(schemas.map(\.name)))
        ],
        examples: [
            Example("scrimp schema policy > policy.schema.json", "for policies as JSON and YAML"),
            Example("scrimp schema catalog", "for catalogs"),
        ],
        run: runSchema)

    fileprivate static let schemas: [(name: String, text: @Sendable () -> String)] = [
        ("policy", { PolicySchema.text }), ("config", { ConfigurationSchema.text }),
        ("catalog", { CatalogSchema.text }),
    ]
}

private func runSchema(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    let name = invocation.argument("WHAT") ?? ""
    guard let schema = Command.schemas.first(where: { $0.name == name }) else {
        let known = Command.schemas.map { "`\($0.name)`" }.joined(separator: ", ")
        return environment.fail("there is no schema of `\(name)`", help: "there are those of \(known)")
    }
    environment.output.write(schema.text())
    return .clean
}
