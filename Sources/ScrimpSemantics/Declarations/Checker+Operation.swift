import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema

/// How models are run, and on what.
extension Checker {
    mutating func operation(_ fields: CheckedFields, of declared: Scope.Declared) -> Model.Operation {
        var operation = Model.Operation()
        operation.region = fields["region"].flatMap { Self.text($0) }
        if case .block(let price)? = fields["price"]?.value {
            operation.priceSource = price["source"].flatMap { Self.text($0) }
            operation.priceDate = price["as_of"].flatMap { Self.text($0) }
        }
        if case .name(.pool, let index, _)? = fields["pool"]?.value { operation.pool = index }
        if case .block(let latency)? = fields["latency"]?.value {
            operation.firstToken = Self.whole(latency["first_token"])
            if case .amount(let perToken)? = latency["per_token"]?.value { operation.perToken = perToken.value }
        }
        operation.retries = Self.whole(fields["retry"]) ?? 0
        operation.cooldown = Self.whole(fields["cooldown"])
        operation.cooldownAfter = Self.whole(fields["cooldown_after"]) ?? operation.cooldownAfter
        operation.parameters = Self.whole(fields["parameters"])
        operation.quantization = Self.choice(fields["quantize"])
        if operation.quantization?.word == "none" { operation.quantization = nil }
        operation.pruning = Self.choice(fields["prune"])
        operation.tuning = Self.choice(fields["tuned"])
        if case .name(.model, let index, _)? = fields["distilled_from"]?.value { operation.distilledFrom = index }
        operation.accuracyFloor = Self.ratio(fields["accuracy_floor"])
        if let field = fields["fallback_precision"], case .name(.model, let index, _) = field.value {
            operation.fallbackPrecision = Typed(index, at: field.origin)
            if operation.accuracyFloor == nil {
                report(
                    .missingField, "model `\(declared.name)` has a `fallback_precision` and no `accuracy_floor`",
                    at: field.origin,
                    help: "say from which quality on the other model takes its place: `accuracy_floor: 90%`")
            }
        }
        return operation
    }

    mutating func pool(_ declared: Scope.Declared) -> Pool? {
        let (fields, isComplete) = checkedFields(of: declared)
        checkHardware(fields)
        guard isComplete, let gpu = fields["gpu"], case .text(let id) = gpu.value,
            case .span(let fewest, let most)? = fields["replicas"]?.value,
            let market = Self.choice(fields["market"]).flatMap(Self.market)
        else { return nil }
        let low = Int64(clamping: fewest.value.rounded)
        var pool = Pool(
            name: declared.name, gpu: Typed(id, at: gpu.origin), catalogGPU: catalog.gpu(id),
            acceleratorsPerReplica: Self.whole(fields["per_replica"]) ?? 1,
            replicas: low...max(low, Int64(clamping: most.value.rounded)), coldStart: Self.whole(fields["cold_start"]),
            market: market, region: fields["region"].flatMap { Self.text($0) },
            utilization: Self.ratio(fields["utilization"]) ?? .one, overhead: Self.ratio(fields["overhead"]) ?? .zero,
            engine: Self.choice(fields["engine"])?.word, location: declared.location)
        if let choice = Self.choice(fields["scale_on"]) {
            pool.scaling =
                choice.word == "queue"
                ? .queue(Self.whole(choice.arguments["length"]) ?? 1)
                : .utilization(Self.ratio(choice.arguments["share"]) ?? .one)
        }
        if case .timeRange(let start, let end)? = fields["suspend"]?.value { pool.suspension = (start % 1_440, end) }
        if case .list(let days)? = fields["suspend_days"]?.value {
            pool.suspendedDays = Set(
                days.compactMap { day in
                    Self.choice(day).flatMap { choice in Schema.weekdays.firstIndex { $0.word == choice.word } }
                })
        }
        return pool
    }

    private static func market(_ choice: Choice) -> Pool.Market? {
        func quantity(_ name: String) -> Quantity? {
            if case .amount(let quantity)? = choice.arguments[name]?.value { return quantity }
            return nil
        }
        switch choice.word {
        case "on_demand": return .onDemand
        case "spot":
            guard let interruptions = quantity("interruptions") else { return nil }
            let fallback = Self.choice(choice.arguments["fallback"])?.word
            return .spot(
                hasFallback: fallback == "on_demand", interruptions: interruptions, price: quantity("price"))
        case "reserved":
            guard let term = quantity("term"), let price = quantity("price") else { return nil }
            return .reserved(term: term, price: price)
        default:
            guard let price = quantity("price").flatMap({ Money(rounding: $0.value) }), let life = quantity("life"),
                let power = quantity("power")
            else { return nil }
            return .owned(price: price, life: life, power: power)
        }
    }

    private mutating func checkHardware(_ fields: CheckedFields) {
        guard let gpu = fields["gpu"], case .text(let id) = gpu.value, catalog.gpu(id) == nil else { return }
        let close = catalog.closestGPU(to: id)
        report(
            .unknownHardware, "the catalog knows no GPU `\(id)`", at: gpu.origin,
            help: close.map { "did you mean `\($0)`?" }
                ?? "it knows \(catalog.gpus.map { "`\($0.id)`" }.joined(separator: ", "))",
            fixes: close.map {
                [Diagnostic.Fix("replace with `\($0)`", [.init(gpu.origin.range, "\"\($0)\"")], isSafe: false)]
            } ?? [])
    }

    static func choice(_ field: Typed<FieldValue>?) -> Choice? {
        if case .choice(let choice)? = field?.value { return choice }
        return nil
    }

    static func ratio(_ field: Typed<FieldValue>?) -> Rational? {
        if case .amount(let quantity)? = field?.value { return quantity.value }
        return nil
    }
}
