import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities

extension Command {
    package static let catalog = Command(
        group: "catalog", "Look at prices, and bring in new ones",
        details:
            "The catalog says what models cost, each figure with its source and date. A built-in one needs no file.",
        subcommands: [catalogShow, catalogList, catalogImport, catalogFit])

    private static let catalogShow = Command(
        "show", "Say all that is known of a model",
        positionals: [
            Positional("MODEL", "the model as provider and name, or the weights of one that we run", kind: .text)
        ], options: [catalogFile],
        examples: [
            Example("scrimp catalog show openai/gpt-4o-mini", "its prices by service tier"),
            Example("scrimp catalog show meta-llama/Llama-3.1-8B-Instruct", "its memory and step times"),
        ], run: runCatalogShow
    )

    private static let catalogList = Command(
        "list", "List the models with their prices",
        options: [Option("provider", value: "NAME", .text, "only those of one provider"), catalogFile],
        examples: [Example("scrimp catalog list --provider anthropic", "one provider's")], run: runCatalogList)

    private static let catalogImport = Command(
        group: "import", "Turn somebody else's price list into a catalog", subcommands: [catalogImportLiteLLM])

    private static let catalogImportLiteLLM = Command(
        "litellm", "Read LiteLLM's price file",
        details: """
            Writes a catalog for `use "…"`. What was rounded, left out or not understood is reported on standard error; every \
            entry of the file is either read or reported.
            """,
        positionals: [Positional("FILE", "model_prices_and_context_window.json")],
        options: [
            Option("output", short: "o", value: "FILE", .file, "where the catalog goes; left out, standard output"),
            Option("as-of", value: "DATE", .text, "the day of the prices, as 2026-11-24; left out, today"),
            Option("complete", "report every entry that was left out or rounded"),
        ],
        examples: [Example("scrimp catalog import litellm prices.json -o catalog.yaml", "a catalog of all its models")],
        run: runCatalogImport)

    private static let catalogFile = Option(
        "catalog", value: "FILE", .file, "a catalog file that is laid over the built-in one", mayRepeat: true)
}

/// The built-in catalog with the files that are laid over it; nil where one is wrong, which is said.
private func catalog(_ invocation: Invocation, _ environment: Environment) -> Catalog? {
    var catalog = Catalog.builtIn
    for path in invocation.values("catalog") {
        let text: SourceText
        do throws(FileFailure) {
            text = SourceText(file: path, bytes: try environment.files.read(path))
        } catch {
            _ = environment.fail(error)
            return nil
        }
        let (read, diagnostics) = Catalog.read(source: text)
        for diagnostic in diagnostics.sortedByPosition() {
            environment.errors.write(TerminalRenderer().render(diagnostic, in: SourceSet([text])) + "\n")
        }
        if diagnostics.contains(where: { $0.severity == .error }) { return nil }
        catalog = catalog.overlay(read)
    }
    return catalog
}

private func runCatalogShow(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let id = invocation.argument("MODEL") else { return .failure }
    guard let catalog = catalog(invocation, environment) else { return .failure }
    guard let model = catalog.model(id) else {
        if let text = catalog.weightsText(id) {
            environment.output.write(text)
            return .clean
        }
        let close = catalog.closestModel(to: id) ?? catalog.closestArchitecture(to: id)
        environment.errors.write("error: the catalog knows no model `\(id)`\n")
        environment.errors.write(
            "help: \(close.map { "did you mean `\($0)`?" } ?? "`scrimp catalog list` shows what it knows")\n")
        return .findings
    }
    environment.output.write(model.text)
    return .clean
}

private func runCatalogList(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let catalog = catalog(invocation, environment) else { return .failure }
    let provider = invocation.value("provider")
    guard let text = catalog.listText(provider: provider) else {
        let close = provider.flatMap { catalog.closestProvider(to: $0) }
        environment.errors.write("error: the catalog has no model of `\(provider ?? "")`\n")
        if let close { environment.errors.write("help: did you mean `\(close)`?\n") }
        return .findings
    }
    environment.output.write(text)
    return .clean
}

private func runCatalogImport(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let path = invocation.argument("FILE") else { return .failure }
    var date = CivilDate(daysSinceEpoch: environment.now().seconds / 86_400)
    if let given = invocation.value("as-of") {
        guard let read = CivilDate(isoText: given) else {
            return environment.fail("`\(given)` is no date", help: "write it like 2026-11-24")
        }
        date = read
    }
    do throws(FileFailure) {
        let text = SourceText(file: path, bytes: try environment.files.read(path))
        let (result, diagnostics) = LiteLLMImport.read(source: text, asOf: date)
        for diagnostic in diagnostics.sortedByPosition() {
            environment.errors.write(TerminalRenderer().render(diagnostic, in: SourceSet([text])) + "\n")
        }
        guard let result else { return .findings }
        environment.errors.write(result.report.text(complete: invocation.flag("complete")))
        if let output = invocation.value("output") {
            try environment.files.write(output, Array(result.catalog.yaml.utf8))
        } else {
            environment.output.write(result.catalog.yaml)
        }
        return .clean
    } catch {
        return environment.fail(error)
    }
}
