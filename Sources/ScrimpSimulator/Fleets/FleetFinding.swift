/// What stands against running a model on a pool as the policy says.
package enum FleetFinding: Hashable, Sendable {
    /// Neither the catalog nor the policy says how large the model is.
    case unknownSize(model: String, weights: String, closest: String?)
    /// The weights alone take more than the accelerators of a replica have.
    case weightsDoNotFit(model: String, pool: String, needed: Int64, available: Int64, gpusNeeded: Int)
    /// The weights fit, and leave no room for what one request caches.
    case noRoomForCache(model: String, pool: String, needed: Int64, available: Int64, gpusNeeded: Int)
    /// The accelerator does not multiply the format of the quantization.
    case formatMissing(model: String, quantization: String, gpu: String)
    /// Nobody says what an hour of the accelerator costs.
    case noPrice(pool: String, gpu: String)

    package var message: String {
        switch self {
        case .unknownSize(let model, let weights, _):
            "nothing says how large `\(weights)` of model `\(model)` is, so its pool cannot be simulated"
        case .weightsDoNotFit(let model, let pool, let needed, let available, _):
            "the weights of `\(model)` take \(Self.gigabytes(needed)), a replica of `\(pool)` has "
                + "\(Self.gigabytes(available)) for them"
        case .noRoomForCache(let model, let pool, let needed, let available, _):
            "weights and the cache of one request of `\(model)` take \(Self.gigabytes(needed)), a replica of `\(pool)` "
                + "has \(Self.gigabytes(available)) for them"
        case .formatMissing(let model, let quantization, let gpu):
            "`\(quantization)` of model `\(model)` needs a format that `\(gpu)` does not multiply"
        case .noPrice(let pool, let gpu):
            "the catalog has no price for `\(gpu)` as pool `\(pool)` is paid for"
        }
    }

    package var help: String {
        switch self {
        case .unknownSize(_, _, let closest?): "did you mean `\(closest)`? else give the model `parameters:`"
        case .unknownSize: "give the model `parameters:`, or add its shape to `architectures:` of a catalog"
        case .weightsDoNotFit(_, _, _, _, let gpus), .noRoomForCache(_, _, _, _, let gpus):
            "give the pool `per_replica: \(gpus)`, or quantize the model further"
        case .formatMissing: "choose another quantization, or another accelerator"
        case .noPrice: "add `on_demand:` or `spot:` to `gpus:` of a catalog, or give the market a `price:`"
        }
    }

    /// `141.1 GB`
    static func gigabytes(_ bytes: Int64) -> String {
        let tenths = (Int128(bytes) + 50_000_000) / 100_000_000
        return "\(tenths / 10).\(tenths % 10) GB"
    }
}
