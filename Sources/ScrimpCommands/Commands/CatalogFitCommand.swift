import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpJSON
import ScrimpQuantities

extension Command {
    static let catalogFit = Command(
        "fit", "Fit step times of self-hosted models to measurements",
        details: """
            Reads measured rows (CSV with a header: model, gpu, batch, input_tokens, output_tokens, tpot_ms; optional: engine, \
            precision, tensor_parallel, ttft_ms; also under the names of the aiconfigurator package), and fits for each \
            model, GPU, engine, precision and spread how long a decoding step takes: `base`, `per seq.` for each sequence of \
            the batch, `per held` for each token that the batch holds, `prefill` for each token of a prompt.

            Of a group's points (batch and lengths) every fifth, by a hash of it, is kept back: the errors are those of the \
            time per token on the rows that the fit did not see. The coefficients go into a catalog with `--format yaml`.
            """,
        positionals: [Positional("FILE", "measured rows, as CSV")],
        options: [
            Option(
                "model", value: "NAME", .text, "only models whose name has this in it, whatever its case",
                mayRepeat: true),
            Option(
                "gpu", value: "NAME", .text, "only GPUs whose name has this in it, whatever its case", mayRepeat: true),
            Option(
                "format", value: "FORMAT", .choice(["text", "yaml", "json"]), defaultText: "text",
                "a table for people, or a catalog that `use \"…\"` reads"),
            Option("output", short: "o", value: "FILE", .file, "where it goes; left out, standard output"),
            Option("source", value: "TEXT", .text, "what the catalog says of where the figures come from"),
            Option("as-of", value: "DATE", .text, "the day of the measurements, as 2026-11-24; left out, today"),
        ],
        examples: [
            Example(
                "scrimp catalog fit measured.csv --model llama-3.1-8b --gpu h100", "how well one model is predicted"),
            Example("scrimp catalog fit measured.csv --format yaml -o fitted.yaml", "a catalog of all step times"),
        ],
        run: runCatalogFit)
}

private func runCatalogFit(_ invocation: Invocation, _ environment: Environment) -> ExitCode {
    guard let path = invocation.argument("FILE") else { return .failure }
    var date = CivilDate(daysSinceEpoch: environment.now().seconds / 86_400)
    if let given = invocation.value("as-of") {
        guard let read = CivilDate(isoText: given) else {
            return environment.fail("`\(given)` is no date", help: "write it like 2026-11-24")
        }
        date = read
    }
    let table: MeasuredTable
    do throws(FileFailure) {
        let bytes = try environment.files.read(path)
        switch Result(catching: { () throws(MeasuredTableError) in try MeasuredTable.read(csv: bytes) }) {
        case .success(let read): table = read
        case .failure(let error):
            return environment.fail("`\(path)` cannot be fitted: \(error.message)", help: error.help)
        }
    } catch {
        return environment.fail(error)
    }
    environment.errors.write(table.leftOutText)
    var rows = table.rows
    for (option, part) in [("model", \MeasuredRow.Group.model), ("gpu", \MeasuredRow.Group.gpu)] {
        let wanted = invocation.values(option).map { $0.lowercased() }
        if wanted.isEmpty { continue }
        let known = Set(rows.map { $0.group[keyPath: part] }).sorted()
        rows = rows.filter { row in
            wanted.contains { row.group[keyPath: part].lowercased().contains($0) }
        }
        guard rows.isEmpty else { continue }
        environment.errors.write("error: no measured row has a \(option) with `\(wanted.joined(separator: "`, `"))`\n")
        environment.errors.write("help: the file has \(known.map { "`\($0)`" }.joined(separator: ", "))\n")
        return .findings
    }
    let fit = ThroughputFit(rows, source: invocation.value("source") ?? "fitted to \(path)", asOf: date)
    guard !fit.groups.isEmpty else {
        environment.errors.write(fit.text)
        environment.errors.write("error: no group of `\(path)` has enough points for a fit\n")
        environment.errors.write(
            "help: a group needs \(ThroughputFit.fewestPoints) different points that are seen, with two batch sizes\n")
        return .findings
    }
    let text =
        switch invocation.value("format") {
        case "yaml": fit.catalog.yaml
        case "json": JSONWriter.text(fit.catalog.document, .indented)
        default: fit.text
        }
    guard let output = invocation.value("output") else {
        environment.output.write(text)
        return .clean
    }
    do throws(FileFailure) {
        try environment.files.write(output, Array(text.utf8))
    } catch {
        return environment.fail(error)
    }
    return .clean
}
