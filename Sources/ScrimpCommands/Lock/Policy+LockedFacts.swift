import ScrimpCatalog
import ScrimpCompiler
import ScrimpQuantities
import ScrimpSemantics

extension Policy {
    /// Every price and fact of the catalog that the policy uses, and the prices that it says itself.
    var lockedFacts: [LockedEntry] {
        var facts = models.map { $0.lockedFact }
        for pool in pools { facts += pool.lockedFacts(catalog) }
        for model in models where model.isSelfHosted {
            if let architecture = catalog.architecture(model.identity) { facts.append(architecture.lockedFact) }
            if let word = model.operation.quantization?.word, let method = catalog.quantization(word) {
                facts.append(method.lockedFact)
            }
            let gpu = model.operation.pool.flatMap { pools.indices.contains($0) ? pools[$0] : nil }
            for row in catalog.throughputs(of: model.identity) where row.gpu == gpu?.gpu.value {
                if let engine = gpu?.engine, engine != row.engine { continue }
                facts.append(row.lockedFact)
            }
        }
        return facts.named
    }
}

extension Model {
    fileprivate var lockedFact: LockedEntry {
        var fact = LockedEntry(name: "model \(name)")
        guard !isSelfHosted else {
            fact.add("weights", identity)
            fact.add("variant", variant.isEmpty ? nil : variant)
            fact.add("pool", pool)
            return fact
        }
        fact.add("from", identity)
        fact.add("service", tier.rawValue)
        if prices?.provenance == .given {
            fact.add("source", operation.priceSource ?? "written in the policy")
            fact.add("as_of", operation.priceDate)
        } else {
            fact.add("source", catalogModel?.source)
            fact.add("as_of", catalogModel?.asOf.isoText)
        }
        fact.add("context", contextWindow.map { "\(CostText.grouped($0)) tok" })
        fact.add("max_output", catalogModel?.maxOutput.map { "\(CostText.grouped($0)) tok" })
        fact.add("tokenizer_allowance", catalogModel?.tokenizerAllowance?.decimalText)
        fact.add("cancel_stops_billing", catalogModel?.cancelStopsBilling.map { $0 ? "yes" : "no" })
        guard let prices = prices?.value else { return fact }
        for field in PriceField.allCases { fact.add(field.rawValue, prices[field].map { $0.locked(field.unit) }) }
        for step in prices.longContext {
            for field in PriceField.ofLongContext {
                fact.add(
                    "\(field.rawValue) above \(CostText.grouped(step.above)) tok",
                    step[field].map { $0.locked(field.unit) })
            }
        }
        return fact
    }
}

extension UnitPrice {
    /// `$0.15/Mtok`
    fileprivate func locked(_ unit: PriceUnit) -> String {
        "\(CostText.short(unit == .token ? perMillion : money))/\(unit.rawValue)"
    }
}

extension Pool {
    fileprivate func lockedFacts(_ catalog: Catalog) -> [LockedEntry] {
        var facts: [LockedEntry] = []
        if let gpu = catalogGPU {
            var fact = LockedEntry(name: "gpu \(gpu.id)")
            fact.add("on_demand", gpu.onDemandPerHour.map { "\(CostText.short($0))/h" })
            fact.add(
                "spot",
                gpu.spotPerHour.map { "\(CostText.short($0.lowerBound))/h..\(CostText.short($0.upperBound))/h" })
            fact.add("price_source", gpu.priceSource)
            fact.add("price_as_of", gpu.priceAsOf?.isoText)
            fact.add("memory", "\(CostText.grouped(gpu.memory)) B")
            fact.add("bandwidth", "\(CostText.grouped(gpu.memoryBandwidth)) B/s")
            fact.add("fp16", gpu.fp16Throughput.map { "\(CostText.grouped($0)) FLOPS" })
            fact.add("fp8", gpu.fp8Throughput.map { "\(CostText.grouped($0)) FLOPS" })
            fact.add("fp4", gpu.fp4Throughput.map { "\(CostText.grouped($0)) FLOPS" })
            fact.add("formats", gpu.formats.names)
            fact.add("sparsity", gpu.supportsSparsity ? "yes" : "no")
            fact.add("power", "\(gpu.powerWatts) W")
            fact.add("source", gpu.source)
            fact.add("as_of", gpu.asOf.isoText)
            facts.append(fact)
        }
        if let place = region.flatMap({ catalog.region($0) }) {
            var fact = LockedEntry(name: "region \(place.id)")
            fact.add("carbon", place.carbonGramsPerKilowattHour.decimalText.map { "\($0) gCO2/kWh" })
            fact.add("source", place.source)
            fact.add("as_of", place.asOf.isoText)
            facts.append(fact)
        }
        return facts
    }
}

extension CatalogArchitecture {
    fileprivate var lockedFact: LockedEntry {
        var fact = LockedEntry(name: "architecture \(id)")
        fact.add("parameters", CostText.grouped(parameters))
        fact.add("active_parameters", activeParameters.map(CostText.grouped))
        fact.add("weights", "\(CostText.grouped(weightBytes)) B in \(precision.rawValue)")
        fact.add("cache", "\(CostText.grouped(cacheBytesPerToken())) B/tok")
        fact.add("context", contextWindow.map { "\(CostText.grouped($0)) tok" })
        fact.add("source", source)
        fact.add("as_of", asOf.isoText)
        return fact
    }
}

extension CatalogQuantization {
    fileprivate var lockedFact: LockedEntry {
        var fact = LockedEntry(name: "quantization \(method)")
        fact.add("bits", bits.map(String.init).joined(separator: ", "))
        fact.add("memory_saving", memorySaving.flatMap { Self.text($0, isShare: true) })
        fact.add("accuracy_drop", accuracyDrop.flatMap { Self.text($0, isShare: true) })
        fact.add("speedup", speedup.flatMap { Self.text($0, isShare: false) })
        fact.add("formats", formats.isEmpty ? nil : formats.names)
        fact.add("source", source)
        fact.add("as_of", asOf.isoText)
        return fact
    }

    private static func text(_ range: ClosedRange<Rational>, isShare: Bool) -> String? {
        func end(_ value: Rational) -> String? {
            guard isShare else { return value.decimalText }
            return value.multiplied(by: Rational(whole: 100))?.decimalText.map { $0 + "%" }
        }
        guard let lower = end(range.lowerBound), let upper = end(range.upperBound) else { return nil }
        return "\(lower)..\(upper)"
    }
}

extension Set<NumberFormat> {
    fileprivate var names: String {
        NumberFormat.allCases.filter(contains).map(\.rawValue).joined(separator: ", ")
    }
}

extension CatalogThroughput {
    fileprivate var lockedFact: LockedEntry {
        var fact = LockedEntry(name: "throughput \(id)")
        fact.add("base", "\(CostText.grouped(base)) ps")
        fact.add("per_sequence", "\(CostText.grouped(perSequence)) ps")
        fact.add("per_context_token", "\(CostText.grouped(perContextToken)) ps")
        fact.add("prefill_per_token", prefillPerToken.map { "\(CostText.grouped($0)) ps" })
        fact.add("batch", "\(smallestBatch)..\(largestBatch)")
        fact.add("source", source)
        fact.add("as_of", asOf.isoText)
        return fact
    }
}
