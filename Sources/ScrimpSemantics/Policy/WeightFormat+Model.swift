package import ScrimpCatalog
package import ScrimpQuantities

extension WeightFormat {
    /// What `quantize:` and `prune:` of a model ask for.
    package init(_ architecture: CatalogArchitecture, _ model: Model, on gpu: CatalogGPU) {
        self.init(published: architecture)
        if let choice = model.operation.quantization { quantize(choice, architecture) }
        if let choice = model.operation.pruning { prune(choice, on: gpu) }
    }

    private mutating func quantize(_ choice: Choice, _ architecture: CatalogArchitecture) {
        let bits = choice.wholeNumber("bits").map { min(max($0, 1), 16) }
        switch choice.word {
        case "fp8": self = WeightFormat(architecture, .fp8)
        case "fp4": self = WeightFormat(architecture, .fp4)
        case "gptq", "awq", "qlora", "bitsandbytes":
            guard let bits else { return }
            precision = bits == 4 ? .int4 : nil
            multiplies = .bf16
            bytes = architecture.weightBytes(bits: NumberFormat.groupedBits(bits))
            name = "\(choice.word) in \(bits) bits"
        case "smoothquant":
            guard let bits else { return }
            precision = bits == 8 ? .int8 : nil
            multiplies = bits == 8 ? .int8 : .bf16
            bytes = architecture.weightBytes(bits: Rational(whole: Int128(bits)))
            name = "smoothquant in \(bits) bits"
        default:
            without = "`\(choice.word)` does not say how many bits its weights have"
        }
    }

    private mutating func prune(_ choice: Choice, on gpu: CatalogGPU) {
        guard let sparsity = choice.ratio("sparsity") else { return }
        switch choice.word {
        case "structured":
            // Whole rows, heads or layers are gone: a smaller dense model.
            guard let kept = Rational.one.subtracting(sparsity), kept > .zero else { return }
            scale(by: kept)
            name += ", pruned to \((kept.multiplied(by: Rational(whole: 100)) ?? kept).rounded) %"
        case "sparsegpt" where gpu.supportsSparsity && choice.text("pattern") == "2:4":
            // Two of four weights and two bits each for where they stand: (2·16 + 2·2) / (4·16) of sixteen bits.
            scale(by: Rational(9, 16) ?? .one)
            name += ", 2:4 sparse"
        default:
            without = "zeros that stand anywhere are read like any other weight"
        }
        precision = without == nil ? nil : precision
    }

    private mutating func scale(by share: Rational) {
        guard let scaled = share.multiplied(by: Rational(whole: Int128(bytes))) else { return }
        bytes = Int64(clamping: scaled.rounded)
    }
}

extension Choice {
    /// Nil where the argument is left out or no amount.
    package func wholeNumber(_ name: String) -> Int64? {
        guard case .amount(let quantity)? = arguments[name]?.value else { return nil }
        return Int64(exactly: quantity.value.rounded)
    }

    package func ratio(_ name: String) -> Rational? {
        guard case .amount(let quantity)? = arguments[name]?.value else { return nil }
        return quantity.value
    }

    package func text(_ name: String) -> String? {
        switch arguments[name]?.value {
        case .text(let text)?: text
        case .choice(let choice)?: choice.word
        default: nil
        }
    }
}
