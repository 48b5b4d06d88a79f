import ScrimpSchema
import Testing

/// The table against lists that were written by hand from the description of the language.
@Suite struct SchemaTests {
    private static let fields: [BlockKind: String] = [
        .policy: "language version owner timezone currency isolate sticky price_max_age deadline",
        .request: "",
        .model: """
        from region service prefix_cache price context kind latency retry cooldown cooldown_after \
        weights parameters quantize prune distilled_from tuned accuracy_floor pool fallback_precision
        """,
        .pool: """
        gpu per_replica replicas scale_on cold_start market region suspend suspend_days utilization overhead engine
        """,
        .allow: "when only never",
        .budget: "limit when on within spent ceiling alert notify lapse store_lost scopes forget",
        .limit: "when on concurrency rate calls per wait priority forget scopes",
        .gather: "when stop_after concurrency",
        .cache: "when match key ttl capacity evict",
        .batch: "on size wait when",
        .shape: """
        when on compress_prompt trim_context examples max_output reasoning_cap effort stop_early stream bundle encoding
        """,
        .route: "",
        .rollout: "of key stages revert_when otherwise",
        .shadow: "of sample budget",
        .affinity: "key for",
        .switch: "when on throw_when",
        .alert: "when notify throw",
        .attribute: "by cells",
        .commit: "on units price then included",
        .prove: "never always implies",
        .test: "given state expect cost reason",
        .scenario: """
        traffic fill baseline horizon growth discount invest running ramp prices outages quality uncertain correlated \
        seed tunable
        """,
    ]

    private static let required: [BlockKind: String] = [
        .pool: "gpu replicas market", .allow: "when", .budget: "limit spent", .gather: "stop_after concurrency",
        .cache: "match key ttl capacity", .batch: "on size wait", .rollout: "of key stages otherwise",
        .shadow: "of sample budget", .affinity: "key for", .switch: "on", .alert: "when notify", .attribute: "by",
        .commit: "on units price then", .test: "given expect", .scenario: "traffic",
    ]

    private static let defaults: [String: String] = [
        "policy.language": "1", "policy.timezone": "\"UTC\"", "policy.currency": "USD",
        "policy.price_max_age": "90 d", "policy.deadline": "60 s", "model.service": "standard", "model.kind": "chat",
        "model.cooldown_after": "3", "model.quantize": "none", "pool.per_replica": "1", "pool.utilization": "70%",
        "pool.overhead": "15%", "budget.store_lost": "closed", "budget.scopes": "1_000_000", "budget.forget": "24 h",
        "limit.wait": "0 s", "limit.forget": "24 h", "limit.scopes": "1_000_000", "cache.evict": "lru",
        "attribute.cells": "100_000", "scenario.growth": "0%/month",
        "scenario.discount": "0%/year", "scenario.seed": "1",
    ]

    @Test(arguments: BlockKind.allCases) func everyFieldIsThere(kind: BlockKind) throws {
        let expected = try #require(Self.fields[kind]).split(separator: " ").map { String($0) }
        #expect(Set(Schema.block(kind).fields.map(\.name)) == Set(expected))
    }

    @Test(arguments: BlockKind.allCases) func requiredIsWhatMustBeSaid(kind: BlockKind) {
        let expected = Self.required[kind, default: ""].split(separator: " ").map { String($0) }
        var found: Set<String> = []
        for field in Schema.block(kind).fields {
            if case .required = field.presence { found.insert(field.name) }
        }
        #expect(found == Set(expected))
    }

    @Test func defaultsAreAsDescribed() {
        var found: [String: String] = [:]
        for block in Schema.blocks {
            for field in block.fields {
                if case .defaulted(let value) = field.presence { found["\(block.kind.rawValue).\(field.name)"] = value }
            }
        }
        #expect(found == Self.defaults)
    }

    @Test func everyKindIsFoundByItsWord() {
        #expect(Schema.blocks.map(\.kind) == BlockKind.allCases)
        for kind in BlockKind.allCases {
            #expect(Schema.block(kind).kind == kind)
            #expect(Schema.block(named: kind.rawValue)?.kind == kind)
        }
        #expect(Schema.block(named: "models") == nil)
        #expect(Schema.block(named: "") == nil)
        #expect(Schema.block(.budget).field("limit")?.name == "limit")
        #expect(Schema.block(.budget).field("limits") == nil)
    }

    @Test func aBlockIsSingleWhereItHasNoNameOfItsOwn() {
        let single = Schema.blocks.filter(\.isSingle).map(\.kind)
        #expect(Set(single) == [.policy, .request, .route, .attribute])
    }
}
