import ScrimpSchema
import Testing

/// Every help sentence, name and example of the tables, nested ones included.
@Suite struct SchemaTextTests {
    @Test func helpIsOneCleanSentence() {
        for (place, help) in Walk.helps() {
            #expect(help.first?.isUppercase == true, "\(place): \(help)")
            #expect(help.last == ".", "\(place): \(help)")
            #expect(!help.contains("  ") && !help.contains("\n"), "\(place): \(help)")
            #expect(help.count { $0 == "`" }.isMultiple(of: 2), "\(place): \(help)")
            #expect(!help.contains("|"), "\(place) would break a table: \(help)")
        }
    }

    @Test func helpIsLookedAtEverywhere() {
        let places = Set(Walk.helps().map(\.place))
        for expected in [
            "model", "model.price", "model.price.long_context.above", "pool.market.spot.fallback.none",
            "scenario.traffic.workload.arrivals.bursty.share", "functions.quality.at_least", "windows.week",
            "roles.audio",
            "fills.choice", "attributes.enum",
        ] { #expect(places.contains(expected), "\(expected)") }
    }

    @Test func namesAreLowercaseWordsAndUnique() {
        for (place, names) in Walk.names() {
            #expect(Set(names).count == names.count, "\(place): \(names)")
            for name in names where name != "USD" {
                #expect(name.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil, "\(place): \(name)")
            }
        }
    }

    @Test func examplesBeginWithTheirKindAndAreBalanced() {
        for block in Schema.blocks {
            let example = block.example
            #expect(example.hasPrefix("\(block.kind.rawValue) "))
            #expect(example.hasSuffix("}"))
            #expect(!example.split(separator: "\n").contains { $0.hasSuffix(" ") })
            for (open, close) in [("{", "}"), ("(", ")"), ("[", "]")] as [(Character, Character)] {
                #expect(example.count { $0 == open } == example.count { $0 == close }, "\(example)")
            }
        }
    }

    @Test func examplesGiveEveryRequiredField() {
        for block in Schema.blocks {
            for field in block.fields {
                guard case .required = field.presence else { continue }
                #expect(block.example.contains("\(field.name):"), "\(block.kind.rawValue).\(field.name)")
            }
        }
    }

    @Test func namesOfDeclarationsMayNotBeKeywordsUnitsOrWindows() {
        for word in ["when", "otherwise", "import", "tok", "min", "kWh", "gCO2", "month", "day", "quarter"] {
            #expect(Schema.reservedWords.contains(word))
        }
        for word in ["run", "route", "model", "first", "insert", "tenant"] {
            #expect(!Schema.reservedWords.contains(word))
        }
        #expect(
            Schema.windows.map(\.text) == ["minute", "hour", "day", "week", "month", "quarter", "year", "run"])
        #expect(Schema.isWindow("week"))
        #expect(!Schema.isWindow("fortnight"))
    }

    @Test func rolesHaveTypesThatExist() {
        #expect(
            Schema.roles.map(\.name) == [
                "prompt", "cached_prefix", "max_output", "images", "audio", "tool_calls", "deadline",
            ])
        for role in Schema.roles { #expect(Schema.attributeType(named: role.type) != nil) }
        #expect(Schema.role(named: "prompt")?.type == "tokens")
        #expect(Schema.role(named: "prompts") == nil)
        #expect(
            Schema.attributeTypes.map(\.name) == [
                "string", "bool", "int", "ratio", "money", "tokens", "count", "duration", "bytes", "enum",
            ])
    }

    @Test func functionsAreAsDescribed() {
        #expect(
            Set(Schema.functions.map(\.name)) == [
                "filled", "spend", "usual", "quality", "health", "local_time", "weekday", "contains", "starts_with",
                "ends_with", "matches", "min", "max", "abs", "first", "reachable",
                "rejected", "waiting",
            ])
        let inProofs = Schema.functions.filter { $0.place == .proofsAndTests }.map(\.name)
        #expect(Set(inProofs) == ["first", "reachable"])
        for function in Schema.functions {
            #expect(function.example.contains(function.name))
            #expect(function.positional <= function.parameters.count)
        }
        #expect(Schema.function(named: "quality")?.signature == "quality(model, over:, at_least:)")
        #expect(Schema.function(named: "reachable")?.signature == "reachable(model, …)")
        #expect(Schema.function(named: "weekday")?.signature == "weekday")
        #expect(Schema.function(named: "sum") == nil)
    }

    @Test func typesReadAsPhrases() {
        #expect(FieldType.span(.ratio).words == "a percentage or a range of it")
        #expect(FieldType.span(.duration).example == "0 s..30 s")
        #expect(FieldType.span(.money).example == "$0..$25")
        #expect(FieldType.name(.model).words == "the name of a `model`")
        #expect(FieldType.name(.allow).words == "the name of an `allow`")
        #expect(FieldType.list(.amount(.ratio)).example == "[35%]")
        #expect(FieldType.action(reject: true, wait: false, route: true).words == "`reject(…)` or `route(…)`")
        #expect(FieldType.action(reject: true, wait: true, route: true).words == "`reject(…)`, `wait` or `route(…)`")
        #expect(
            Schema.block(.model).field("service")?.type.words == "`standard`, `batch(…)`, `flex` or `priority`")
    }

    @Test func positionalArgumentsAreParameters() {
        for (place, alternative) in Walk.alternatives() {
            #expect(alternative.positional <= alternative.parameters.count, "\(place)")
        }
    }

    @Test func signaturesShowArguments() {
        let signatures = Set(Walk.alternatives().map(\.alternative.signature))
        for expected in [
            "standard", "batch(within:)", "awq(bits:, accuracy_drop:)", "mixed(accuracy_drop:, …)", "everything(on:)",
            "provider(name)", "zipf(keys, exponent)", "route(…)", "change(path, rate, on:)",
        ] { #expect(signatures.contains(expected), "\(expected)") }
    }
}
