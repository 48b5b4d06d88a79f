/// A price field of LiteLLM's list: `input_cost_per_token_above_200k_tokens_priority` is the input price of long
/// prompts at the priority tier.
struct LiteLLMField: Equatable {
    var price: PriceField
    /// Tokens of prompt beyond which it holds.
    var above: Int64?
    var tier: ServiceTier

    private static let bases: [(name: String, price: PriceField)] = [
        ("input_cost_per_token_cache_hit", .cachedInput),
        ("input_cost_per_token", .input),
        ("output_cost_per_token", .output),
        ("cache_read_input_token_cost", .cachedInput),
        ("cache_creation_input_token_cost", .cacheWrite),
        ("input_cost_per_query", .perRequest),
        ("input_cost_per_request", .perRequest),
        ("input_cost_per_image", .perImage),
        ("output_cost_per_image", .perImage),
        ("input_cost_per_audio_token", .audioInput),
        ("output_cost_per_audio_token", .audioOutput),
        ("output_cost_per_reasoning_token", .reasoningOutput),
    ]

    private static let tiers: [(suffix: String, tier: ServiceTier)] = [
        ("_batches", .batch), ("_flex", .flex), ("_priority", .priority),
    ]

    /// Nil for a field that is no price, or one that the catalog has no place for.
    init?(_ name: String) {
        guard let base = Self.bases.first(where: { name == $0.name || name.hasPrefix($0.name + "_") }) else {
            return nil
        }
        price = base.price
        tier = .standard
        var rest = name.dropFirst(base.name.count)
        if price == .cacheWrite, rest.hasPrefix("_above_1hr") {
            price = .cacheWriteLong
            rest = rest.dropFirst("_above_1hr".count)
        }
        if rest.hasPrefix("_above_"), let end = rest.firstRange(of: "k_tokens") {
            let digits = rest[rest.index(rest.startIndex, offsetBy: "_above_".count)..<end.lowerBound]
            guard let thousands = Int64(digits), (1...1_000_000).contains(thousands),
                PriceField.ofLongContext.contains(price)
            else { return nil }
            above = thousands * 1_000
            rest = rest[end.upperBound...]
        }
        if let tier = Self.tiers.first(where: { rest == $0.suffix }) {
            self.tier = tier.tier
            rest = ""
        }
        guard rest.isEmpty else { return nil }
    }

    /// Whether a field says something about money, understood or not.
    static func isPrice(_ name: String) -> Bool {
        name.contains("cost") || name.contains("pricing") || name.contains("uplift")
    }

    /// What an entry is charged by whose prices the catalog has no place for.
    static func unit(of name: String) -> String {
        let units: [(String, String)] = [
            ("dbu", "provider's own unit"), ("per_second", "second"), ("video", "second of video"),
            ("per_character", "character"), ("per_page", "page"), ("per_pixel", "pixel"),
            ("image_token", "image token"),
            ("per_image_", "image of a given size"),
            ("per_image", "image"), ("per_credit", "credit"), ("per_session", "session"),
            ("gb_per_day", "gigabyte and day"), ("per_1k_calls", "thousand calls"), ("text_message", "message"),
            ("guardrail", "provider's own unit"), ("tiered_pricing", "number of results"), ("per_query", "query"),
        ]
        return units.first { name.contains($0.0) }?.1 ?? "something else"
    }
}
