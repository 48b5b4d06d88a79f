import ScrimpCatalog
import ScrimpSemantics

/// A self-hosted model on the accelerators of one replica, as far as the catalog knows both.
struct PoolFit {
    var model: Model
    var pool: Pool
    var gpu: CatalogGPU
    var gpus: Int64
    var architecture: CatalogArchitecture
    var weights: WeightFormat

    /// Share of the memory that engines leave to weights and caches; the rest is theirs.
    static let usable = 0.9

    /// Bytes of all accelerators.
    var memory: Int64 {
        let (bytes, overflow) = gpu.memory.multipliedReportingOverflow(by: max(gpus, 1))
        return overflow ? .max : bytes
    }

    /// Bytes for weights and caches.
    var usableMemory: Int64 { Int64(Double(memory) * Self.usable) }

    var steps: StepTimeModel {
        StepTimeModel(architecture: architecture, weights: weights, gpu: gpu, gpus: Int(clamping: gpus))
    }

    /// Bytes that keys and values of one text take, over all accelerators.
    func cacheBytes(tokens: Int64) -> Int64 {
        let (bytes, overflow) = architecture.cacheBytes(tokens: tokens)
            .multipliedReportingOverflow(by: steps.cacheCopies)
        return overflow ? .max : bytes
    }

    /// Accelerators that hold the weights and one text of so many tokens, as models are spread: a power of two; nil beyond any
    /// node.
    func acceleratorsNeeded(tokens: Int64) -> Int64? {
        var wider = self
        wider.gpus = 1
        while wider.gpus <= 8 {
            let (needed, overflow) = weights.bytes.addingReportingOverflow(wider.cacheBytes(tokens: tokens))
            if !overflow, needed <= wider.usableMemory { return wider.gpus }
            wider.gpus *= 2
        }
        return nil
    }

    /// The longest text that the model is meant for, in tokens.
    var wholeContext: Int64? { model.contextWindow ?? architecture.contextWindow }
}

extension LintedPolicy {
    /// Nil for a hosted model, and where the catalog does not know weights or accelerator.
    func fit(of model: Model) -> PoolFit? {
        guard let index = model.operation.pool, policy.pools.indices.contains(index) else { return nil }
        let pool = policy.pools[index]
        guard let gpu = pool.catalogGPU, var architecture = policy.catalog.architecture(model.identity) else {
            return nil
        }
        if let parameters = model.operation.parameters {
            architecture.parameters = parameters
            architecture.activeParameters = architecture.activeParameters.map { min($0, parameters) }
            architecture.publishedBytes = nil
        }
        return PoolFit(
            model: model, pool: pool, gpu: gpu, gpus: pool.acceleratorsPerReplica, architecture: architecture,
            weights: WeightFormat(architecture, model, on: gpu))
    }
}
