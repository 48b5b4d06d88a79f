import ScrimpDiagnostics
import ScrimpJSON
import ScrimpQuantities

extension CatalogReader {
    mutating func gpu(_ member: JSONMember) -> CatalogGPU? {
        guard let place = mapping(member) else { return nil }
        let fields = self.fields(member.value, CatalogFields.gpu, of: "a graphics processor")
        let origin = self.origin(fields, member)
        for name in ["memory", "bandwidth", "formats", "power"] where fields[name] == nil {
            missing(name, in: member.key, at: place)
        }
        var gpu = CatalogGPU(
            id: member.key, name: fields["name"].flatMap { text($0) } ?? member.key,
            memory: fields["memory"].flatMap { whole($0, .bytes) } ?? 0,
            memoryBandwidth: fields["bandwidth"].flatMap { whole($0, .bytesPerSecond) } ?? 0,
            fp16Throughput: fields["fp16"].flatMap { whole($0, .operationsPerSecond) },
            fp8Throughput: fields["fp8"].flatMap { whole($0, .operationsPerSecond) },
            fp4Throughput: fields["fp4"].flatMap { whole($0, .operationsPerSecond) },
            formats: Set(words(fields["formats"], of: "number format")),
            supportsSparsity: fields["sparsity"].flatMap { truth($0) } ?? false,
            powerWatts: fields["power"].flatMap { whole($0, .watts) } ?? 0, source: origin.source, asOf: origin.date)
        gpu.onDemandPerHour = fields["on_demand"].flatMap { hourPrice($0) }?.lowerBound
        gpu.spotPerHour = fields["spot"].flatMap { hourPrice($0) }
        gpu.priceSource = fields["price_source"].flatMap { text($0) }
        gpu.priceAsOf = fields["price_as_of"].flatMap { date($0) }
        return gpu
    }

    mutating func quantization(_ member: JSONMember) -> CatalogQuantization? {
        guard let place = mapping(member) else { return nil }
        let fields = self.fields(member.value, CatalogFields.quantization, of: "a quantization")
        let origin = self.origin(fields, member)
        var bits: [Int64] = []
        if let node = fields["bits"] {
            for element in node.elements ?? [node] {
                guard let width = count(element) else { continue }
                if (1...32).contains(width) {
                    bits.append(width)
                } else {
                    report(.impossibleCatalogValue, "weights have 1 to 32 bits", at: element.range)
                }
            }
        } else {
            missing("bits", in: member.key, at: place)
        }
        return CatalogQuantization(
            method: member.key, name: fields["name"].flatMap { text($0) } ?? member.key, bits: bits,
            memorySaving: fields["memory_saving"].flatMap { range($0, .share) },
            accuracyDrop: fields["accuracy_drop"].flatMap { range($0, .share) },
            speedup: fields["speedup"].flatMap { range($0, .count) },
            formats: Set(words(fields["formats"], of: "number format")), source: origin.source, asOf: origin.date)
    }

    mutating func region(_ member: JSONMember) -> CatalogRegion? {
        guard let place = mapping(member) else { return nil }
        let fields = self.fields(member.value, CatalogFields.region, of: "a region")
        let origin = self.origin(fields, member)
        if fields["carbon"] == nil { missing("carbon", in: member.key, at: place) }
        return CatalogRegion(
            id: member.key, name: fields["name"].flatMap { text($0) } ?? member.key,
            country: fields["country"].flatMap { text($0) } ?? "",
            carbonGramsPerKilowattHour: fields["carbon"].flatMap { range($0, .carbonIntensity) }?.upperBound ?? .zero,
            source: origin.source, asOf: origin.date)
    }

    mutating func whole(_ node: JSONNode, _ base: QuantityText.Base) -> Int64? {
        guard let text = text(node) else { return nil }
        guard let amount = QuantityText(text)?.amount(in: base) else { return malformed(node, text, base) }
        guard let value = Int64(exactly: amount.rounded), value > 0 else {
            report(.impossibleCatalogValue, "`\(text)` is out of range", at: node.range)
            return nil
        }
        return value
    }

    mutating func range(_ node: JSONNode, _ base: QuantityText.Base) -> ClosedRange<Rational>? {
        guard let text = text(node) else { return nil }
        guard let (first, last) = QuantityText.range(text), let lower = first.amount(in: base),
            let upper = last.amount(in: base)
        else { return malformed(node, text, base) }
        guard lower <= upper, lower >= .zero, base != .share || upper <= .one else {
            report(.impossibleCatalogValue, "`\(text)` is no range that can be", at: node.range)
            return nil
        }
        return lower...upper
    }

    mutating func malformed<Value>(
        _ node: JSONNode, _ text: String, _ base: QuantityText.Base
    ) -> Value? {
        report(
            .malformedCatalogQuantity, "`\(text)` is not a quantity of this kind", at: node.range,
            help: "write it like `\(base.example)`")
        return nil
    }

    /// The price of an hour; a single price is a range of one.
    private mutating func hourPrice(_ node: JSONNode) -> ClosedRange<Money>? {
        guard let text = text(node) else { return nil }
        guard let (first, last) = QuantityText.range(text), first.isMoney, last.isMoney else {
            report(.malformedPrice, "`\(text)` is no price", at: node.range, help: "write it like `$6.88/h`")
            return nil
        }
        guard first.per == "h", last.per == "h" else {
            report(.wrongPriceUnit, "`\(text)` is not a price of an hour", at: node.range, help: "end it with `/h`")
            return nil
        }
        guard first.amount >= .zero, last.amount >= .zero else {
            report(.negativePrice, "`\(text)` is negative", at: node.range)
            return nil
        }
        guard let lower = Money(exactly: first.amount), let upper = Money(exactly: last.amount) else {
            report(.inexactPrice, "`\(text)` does not fit twelve decimals of a dollar", at: node.range)
            return nil
        }
        guard lower <= upper else {
            report(.impossibleCatalogValue, "`\(text)` is no range that can be", at: node.range)
            return nil
        }
        return lower...upper
    }
}
