import ScrimpQuantities

extension Catalog {
    /// All that the catalog says about weights that we run ourselves: their shape, the memory that they take, and how
    /// fast they were measured to run; nil where it knows neither.
    package func weightsText(_ weights: String) -> String? {
        let measured = throughputs(of: weights)
        let architecture = architecture(weights)
        guard architecture != nil || !measured.isEmpty else { return nil }
        var lines = [weights]
        if let architecture { lines += architecture.lines(asked: weights) }
        guard !measured.isEmpty else { return lines.map { $0 + "\n" }.joined() }
        var table = TextTable([.left, .left, .right, .right, .right, .right, .right])
        table.add(["step time", "", "base", "per seq.", "per held", "prefill", "error"])
        for row in measured {
            table.add([
                row.gpu, "\(row.engine) \(row.precision.rawValue) x\(row.tensorParallel)", Picoseconds.short(row.base),
                Picoseconds.short(row.perSequence), Picoseconds.short(row.perContextToken),
                row.prefillPerToken.map(Picoseconds.short) ?? "-", "\(row.medianError / 10).\(row.medianError % 10)%",
            ])
        }
        lines += [""] + table.lines()
        let sources = Set(measured.map { "\($0.source), \($0.asOf.isoText)" }).sorted()
        lines.append("")
        for source in sources {
            lines += TextTable.wrapped(("from: " + source).split(separator: " ").map(String.init), width: 80, indent: 0)
        }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension CatalogArchitecture {
    fileprivate func lines(asked: String) -> [String] {
        var facts = TextTable([.left, .left])
        if asked != id { facts.add(["shape of", id]) }
        facts.add(["parameters", TextTable.grouped(parameters)])
        if let activeParameters { facts.add(["of them active", TextTable.grouped(activeParameters)]) }
        facts.add(["layers", "\(layers), hidden size \(TextTable.grouped(hiddenSize))"])
        facts.add(["published in", "\(precision.rawValue), \(Self.gigabytes(weightBytes))"])
        facts.add(["in 8 bits", Self.gigabytes(weightBytes(bits: Rational(whole: 8)))])
        facts.add(["in 4 bits", Self.gigabytes(weightBytes(bits: NumberFormat.groupedBits(4)))])
        facts.add(["cache", "\(TextTable.grouped(cacheBytesPerToken())) bytes a token in 16 bits"])
        if let contextWindow { facts.add(["context window", "\(TextTable.grouped(contextWindow)) tokens"]) }
        facts.add(["as of", asOf.isoText])
        facts.add(["source", source])
        return facts.lines(indent: 2)
    }

    /// `16.06 GB`
    private static func gigabytes(_ bytes: Int64) -> String {
        let hundredths = (Int128(bytes) + 5_000_000) / 10_000_000
        let cents = hundredths % 100
        return "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents) GB"
    }
}
