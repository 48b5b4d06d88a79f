import ScrimpDiagnostics
import ScrimpJSON

/// The keys of a catalog file, by the mapping in which they stand. Reader and writer use the same names, and the
/// reader suggests from these lists.
///
/// ```yaml
/// source: our contract                    # for every entry that names none of its own
/// as_of: 2026-11-24                       # likewise
/// models:
///   openai/gpt-4o-mini:
///     provider: openai                    # else what stands before the first slash
///     kind: chat                          # chat (the default), embedding, rerank, image, audio, …
///     context: 128000                     # tokens
///     max_output: 16384                   # tokens
///     features: [vision, prompt_caching]
///     deprecation: 2027-04-14
///     tokenizer_allowance: 1.05           # counted tokens are multiplied by it
///     cancel_stops_billing: true
///     source: openai.com/pricing
///     as_of: 2026-11-24
///     prices:                             # a tier that is not written is not sold
///       standard:
///         input: $0.15/Mtok               # also /ktok and /tok
///         per_request: $0.001/req
///         per_image: $0.002/image
///         long_context:
///           - {above: 200000, input: $0.30/Mtok}
///       batch: {input: $0.075/Mtok, output: $0.30/Mtok}
/// gpus:
///   h100-sxm-80gb:
///     {name: NVIDIA H100 SXM 80 GB, memory: 80 GB, bandwidth: 3352 GB/s, fp16: 989 TFLOPS, formats: [fp16, bf16, fp8],
///      sparsity: true, power: 700 W, on_demand: $6.88/h, spot: $1.40/h..$6.88/h, source: …, as_of: 2026-09-05,
///      price_source: …, price_as_of: 2026-10-01}
/// quantizations:
///   awq: {name: AWQ, bits: [4], memory_saving: 60%..80%, accuracy_drop: 1%..3%, speedup: 3..3, formats: [fp16],
///         source: …, as_of: 2026-11-24}
/// regions:
///   eu-central-1: {name: AWS Frankfurt, country: Germany, carbon: 329.65 gCO2/kWh, source: …, as_of: 2026-04-27}
/// architectures:
///   meta-llama/Llama-3.1-8B-Instruct:
///     {parameters: 8030261248, layers: 32, hidden: 4096, kv_heads: 8, head_dimension: 128, context: 131072,
///      precision: bf16, also: [meta-llama/Llama-3.1-8B], source: …, as_of: 2026-11-24}
/// throughputs:                            # step = base + per_sequence * batch + per_context_token * tokens held
///   - {model: meta-llama/Llama-3.1-8B-Instruct, gpu: h100-sxm-80gb, engine: tensorrt_llm, precision: bf16,
///      tensor_parallel: 1, base: 6.52 ms, per_sequence: 189 ns, per_context_token: 48.7 ns,
///      prefill_per_token: 19.8 us, smallest_batch: 8, largest_batch: 128, rows: 42, unseen_rows: 9, median_error: 2.8%,
///      p90_error: 6.1%, source: …, as_of: 2026-11-24}
/// ```
enum CatalogFields {
    static let file = CatalogField.names(CatalogField.file)
    static let architecture = CatalogField.names(CatalogField.architecture)
    static let throughput = CatalogField.names(CatalogField.throughput)
    static let region = CatalogField.names(CatalogField.region)
    static let model = CatalogField.names(CatalogField.model)
    static let tier = CatalogField.names(CatalogField.tier)
    static let longContext = CatalogField.names(CatalogField.longContext)
    static let gpu = CatalogField.names(CatalogField.gpu)
    static let quantization = CatalogField.names(CatalogField.quantization)
}
