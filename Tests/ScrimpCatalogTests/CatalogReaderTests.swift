import ScrimpDiagnostics
import ScrimpQuantities
import Testing

@testable import ScrimpCatalog

@Suite("Catalog files")
struct CatalogReaderTests {
    static let whole = """
        source: our contract
        as_of: 2026-11-24
        models:
          openai/gpt-4o-mini:
            context: 128000
            max_output: 16384
            features: [vision, prompt_caching]
            deprecation: 2027-04-14
            tokenizer_allowance: 1.05
            cancel_stops_billing: true
            source: openai.com/pricing
            as_of: 2026-10-01
            prices:
              standard:
                input: $0.15/Mtok
                output: $0.0006/ktok
                cached_input: $0.000000075/tok
                per_request: $0.001/req
                per_image: $0.002/image
                long_context:
                  - {above: 100000, input: $0.30/Mtok}
                  - {above: 200000, input: $0.60/Mtok, output: $1.20/Mtok}
              batch: {input: $0.075/Mtok}
          own:
            provider: acme
            kind: embedding
        gpus:
          x100:
            memory: 80 GiB
            bandwidth: 3352 GB/s
            fp16: 989.5 TFLOPS
            formats: fp16
            power: 0.7 kW
            on_demand: $6.88/h
            spot: $1.40/h..$6.88/h
        quantizations:
          awq: {bits: [4], memory_saving: 60%..80%, accuracy_drop: 1%, speedup: 3..4.5, formats: [fp16, int4]}
        regions:
          home: {country: Germany, carbon: 0.33 kgCO2/kWh}
        architectures:
          acme/small:
            {parameters: 1000000, active_parameters: 250000, layers: 4, hidden: 64, kv_heads: 2, head_dimension: 16,
             latent_dimension: 40, windowed_layers: 2, window: 128, context: 4096, precision: fp8, bytes: 1.5 MB,
             also: [acme/small-chat]}
        throughputs:
          - {model: acme/small, gpu: x100, engine: vllm, precision: fp8, tensor_parallel: 2, base: 6.52 ms,
             per_sequence: 189 ns, per_context_token: 104 ps, prefill_per_token: 19.8 us, smallest_batch: 8, largest_batch: 128,
             rows: 42, unseen_rows: 9, median_error: 2.8%, p90_error: 161.5%}
          - {model: acme/small, gpu: x100, engine: vllm, precision: bf16, base: 7 ms, largest_batch: 8}
        """

    static func read(_ text: String, file: String = "catalog.yaml") -> (Catalog, [Diagnostic], SourceText) {
        let source = SourceText(file: file, text: text)
        let (catalog, diagnostics) = Catalog.read(source: source, sourceIndex: 2)
        return (catalog, diagnostics, source)
    }

    @Test func everyFieldIsRead() throws {
        let (catalog, diagnostics, _) = Self.read(Self.whole)
        #expect(diagnostics.isEmpty)
        let mini = try #require(catalog.model("openai/gpt-4o-mini"))
        #expect(mini.provider == "openai")
        #expect(mini.kind == .chat)
        #expect(mini.contextWindow == 128_000)
        #expect(mini.maxOutput == 16_384)
        #expect(mini.features == [.vision, .promptCaching])
        #expect(mini.deprecation == CivilDate(year: 2027, month: 4, day: 14))
        #expect(mini.tokenizerAllowance == Rational(105, 100))
        #expect(mini.cancelStopsBilling == true)
        #expect(mini.source == "openai.com/pricing")
        #expect(mini.asOf == CivilDate(year: 2026, month: 10, day: 1))
        let standard = try #require(mini[.standard])
        #expect(standard.input?.pico == 150_000)
        #expect(standard.output?.pico == 600_000)
        #expect(standard.cachedInput?.pico == 75_000)
        #expect(standard.perRequest?.pico == 1_000_000_000)
        #expect(standard.perImage?.pico == 2_000_000_000)
        #expect(standard.cacheWrite == nil)
        #expect(standard.longContext.map(\.above) == [100_000, 200_000])
        #expect(standard.longContext.last?.output?.pico == 1_200_000)
        #expect(mini[.batch]?.input?.pico == 75_000)
        #expect(mini[.batch]?.output == nil)
        #expect(mini[.flex] == nil)
        let own = try #require(catalog.model("own"))
        #expect(own.provider == "acme")
        #expect(own.kind == .embedding)
        #expect(own.source == "our contract")
        #expect(own.tiers.isEmpty)
        let gpu = try #require(catalog.gpu("x100"))
        #expect(gpu.memory == 80 << 30)
        #expect(gpu.memoryBandwidth == 3_352_000_000_000)
        #expect(gpu.fp16Throughput == 989_500_000_000_000)
        #expect(gpu.powerWatts == 700)
        #expect(gpu.onDemandPerHour?.description == "$6.88")
        #expect(gpu.spotPerHour?.lowerBound.description == "$1.40")
        #expect(!gpu.supportsSparsity)
        let awq = try #require(catalog.quantization("awq"))
        #expect(awq.memorySaving?.upperBound == Rational(80, 100))
        #expect(awq.accuracyDrop?.lowerBound == awq.accuracyDrop?.upperBound)
        #expect(awq.speedup?.upperBound == Rational(9, 2))
        #expect(!awq.runs(on: gpu))
        #expect(catalog.region("home")?.carbonGramsPerKilowattHour == Rational(whole: 330))
        #expect(catalog.region("home")?.country == "Germany")
    }

    /// The text of a model with one field replaced, the code, the place and the help.
    static let mistakes: [(String, DiagnosticCode, String, String?)] = [
        ("kind: chta", .unknownCatalogWord, "chta", "did you mean `chat`?"),
        ("kind: 3", .wrongCatalogType, "3", nil),
        ("contxt: 1", .unknownCatalogKey, "contxt", "did you mean `context`?"),
        ("zzz: 1", .unknownCatalogKey, "zzz", nil),
        ("context: -1", .impossibleCatalogValue, "-1", nil),
        ("context: 1.5", .impossibleCatalogValue, "1.5", nil),
        ("context: many", .wrongCatalogType, "many", nil),
        ("max_output: [1]", .wrongCatalogType, "[1]", nil),
        ("features: [visoin]", .unknownCatalogWord, "visoin", "did you mean `vision`?"),
        ("deprecation: 2026-02-30", .malformedDate, "2026-02-30", nil),
        ("deprecation: 24/11/2026", .malformedDate, "24/11/2026", nil),
        ("tokenizer_allowance: 0.9", .impossibleCatalogValue, "0.9", nil),
        ("cancel_stops_billing: yes", .wrongCatalogType, "yes", nil),
        ("prices: 3", .wrongCatalogType, "3", nil),
        ("prices: {standrad: {}}", .unknownCatalogKey, "standrad", "did you mean `standard`?"),
        ("prices: {flex: {inptu: $1/Mtok}}", .unknownCatalogKey, "inptu", "did you mean `input`?"),
        ("prices: {flex: {input: 0.15}}", .malformedPrice, "0.15", "write it like `$0.15/Mtok`"),
        ("prices: {flex: {input: $0.15}}", .malformedPrice, "$0.15", nil),
        ("prices: {flex: {input: 0.15/Mtok}}", .malformedPrice, "0.15/Mtok", nil),
        ("prices: {flex: {input: $0,15/Mtok}}", .malformedPrice, "$0", nil),
        ("prices: {flex: {input: $1k/Mtok}}", .malformedPrice, "$1k/Mtok", nil),
        ("prices: {flex: {input: null}}", .wrongCatalogType, "null", nil),
        ("prices: {flex: {input: $0.15/req}}", .wrongPriceUnit, "$0.15/req", "end it with `/Mtok`"),
        ("prices: {flex: {input: $0.15/h}}", .wrongPriceUnit, "$0.15/h", nil),
        ("prices: {flex: {per_request: $0.15/Mtok}}", .wrongPriceUnit, "$0.15/Mtok", "end it with `/req`"),
        ("prices: {flex: {per_image: $0.15/req}}", .wrongPriceUnit, "$0.15/req", "end it with `/image`"),
        ("prices: {flex: {input: -$0.15/Mtok}}", .negativePrice, "-$0.15/Mtok", nil),
        ("prices: {flex: {input: $0.0000001/Mtok}}", .inexactPrice, "$0.0000001/Mtok", nil),
        ("prices: {flex: {input: $99999999/tok}}", .inexactPrice, "$99999999/tok", nil),
        ("prices: {flex: {long_context: 3}}", .wrongCatalogType, "3", nil),
        ("prices: {flex: {long_context: [{input: $1/Mtok}]}}", .missingCatalogField, "{input: $1/Mtok}", nil),
        ("prices: {flex: {long_context: [{above: 2}, {above: 2}]}}", .impossibleCatalogValue, "2", nil),
        ("prices: {flex: {long_context: [{above: 2, per_image: $1/image}]}}", .unknownCatalogKey, "per_image", nil),
    ]

    @Test(arguments: mistakes)
    func mistakesInModels(field: String, code: DiagnosticCode, place: String, help: String?) throws {
        let (catalog, diagnostics, source) = Self.read(
            "models:\n  p/m:\n    source: s\n    as_of: 2026-01-01\n    \(field)\n")
        let first = try #require(diagnostics.first)
        #expect(first.code == code)
        #expect(source.text(in: first.location.range) == place)
        #expect(first.location.source == 2)
        if let help { #expect(first.help == help) }
        #expect(catalog.model("p/m") != nil)
        // `$0,15` is two entries of a flow mapping, so there is a second mistake.
        #expect(diagnostics.count == (field.contains("0,15") ? 2 : 1))
    }

    static let hardwareMistakes: [(String, DiagnosticCode)] = [
        ("memory: 80", .wrongCatalogType), ("memory: 80 W", .malformedCatalogQuantity),
        ("memory: 80 GB/s", .malformedCatalogQuantity), ("memory: $80", .malformedCatalogQuantity),
        ("memory: -1 GB", .impossibleCatalogValue), ("memory: 99999999999 TB", .impossibleCatalogValue),
        ("bandwidth: 80 GB", .malformedCatalogQuantity), ("fp16: 989", .wrongCatalogType),
        ("fp8: 989 GB", .malformedCatalogQuantity), ("formats: [fp17]", .unknownCatalogWord),
        ("power: 700 kWh", .malformedCatalogQuantity), ("on_demand: 6.88", .wrongCatalogType),
        ("on_demand: $6.88", .wrongPriceUnit), ("on_demand: 6.88/h", .malformedPrice),
        ("spot: $2/h..$1/h", .impossibleCatalogValue), ("spot: -$2/h..$1/h", .negativePrice),
        ("spot: $0.0000000000001/h", .inexactPrice), ("sparsity: maybe", .wrongCatalogType),
        ("tflops: 3", .unknownCatalogKey),
    ]

    @Test(arguments: hardwareMistakes)
    func mistakesInHardware(field: String, code: DiagnosticCode) {
        let name = field.prefix { $0 != ":" }
        let required = ["memory: 1 GB", "bandwidth: 1 GB/s", "formats: [fp16]", "power: 1 W"]
            .filter { !$0.hasPrefix(name + ":") }
        let text = (required + [field]).map { "    \($0)\n" }.joined()
        let (_, diagnostics, _) = Self.read("source: s\nas_of: 2026-01-01\ngpus:\n  g:\n\(text)")
        #expect(diagnostics.map(\.code) == [code])
    }

    @Test(arguments: [
        ("{}", DiagnosticCode.missingCatalogField), ("{bits: 0}", .impossibleCatalogValue),
        ("{bits: 64}", .impossibleCatalogValue), ("{bits: 4, memory_saving: 3}", .wrongCatalogType),
        ("{bits: 4, memory_saving: '3'}", .malformedCatalogQuantity),
        ("{bits: 4, memory_saving: 80%..60%}", .impossibleCatalogValue),
        ("{bits: 4, accuracy_drop: 101%}", .impossibleCatalogValue),
        ("{bits: 4, speedup: 3%}", .malformedCatalogQuantity),
    ])
    func mistakesInQuantizations(text: String, code: DiagnosticCode) {
        let (_, diagnostics, _) = Self.read("source: s\nas_of: 2026-01-01\nquantizations:\n  q: \(text)\n")
        #expect(diagnostics.map(\.code) == [code])
    }

    @Test(arguments: [
        ("{}", DiagnosticCode.missingCatalogField), ("{carbon: 330}", .wrongCatalogType),
        ("{carbon: 330 gCO2}", .malformedCatalogQuantity), ("{carbon: 330 W/kWh}", .malformedCatalogQuantity),
        ("{carbon: -3 gCO2/kWh}", .impossibleCatalogValue), ("{carbn: 3, carbon: 3 gCO2/kWh}", .unknownCatalogKey),
    ])
    func mistakesInRegions(text: String, code: DiagnosticCode) {
        let (_, diagnostics, _) = Self.read("source: s\nas_of: 2026-01-01\nregions:\n  r: \(text)\n")
        #expect(diagnostics.map(\.code) == [code])
    }

    @Test func damagedFilesAreReadWithoutATrap() {
        var state: UInt64 = 11
        func next(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: state >> 33) % bound
        }
        let whole = Array(Self.whole.utf8)
        let pieces = [
            "9", "-", ":", "$", "/", "..", "99999999999999999999", "%", "[", "}", " ", "0", "e", "\"", "\u{FF}",
        ]
        for _ in 0..<2_000 {
            var bytes = whole
            for _ in 0...next(below: 3) {
                let start = next(below: bytes.count)
                let end = min(bytes.count, start + next(below: 4))
                bytes.replaceSubrange(start..<end, with: pieces[next(below: pieces.count)].utf8)
            }
            let (catalog, diagnostics) = Catalog.read(source: SourceText(file: "c.yaml", bytes: bytes))
            if diagnostics.isEmpty {
                let (back, _) = Catalog.read(source: SourceText(file: "c.yaml", text: catalog.yaml))
                #expect(back.models == catalog.models)
                #expect(back.gpus == catalog.gpus)
            }
        }
    }

    @Test func sourceAndDateAreAskedFor() {
        let (catalog, diagnostics, source) = Self.read("models:\n  p/m: {}\n  n: {source: s, as_of: 2026-01-01}\n")
        #expect(diagnostics.map(\.code) == [.missingCatalogField, .missingCatalogField, .missingCatalogField])
        #expect(diagnostics.map { source.text(in: $0.location.range) } == ["p/m", "p/m", "n"])
        #expect(catalog.models.count == 2)
    }

    @Test(arguments: [
        ("- a", DiagnosticCode.notACatalog), ("", .notACatalog), ("modles: {}", .unknownCatalogKey),
        ("models: [a]", .wrongCatalogType), ("models: {a: b}", .wrongCatalogType), ("a: [", .malformedYAML),
        ("models: {}\nmodels: {}", .duplicateKey),
    ])
    func whatIsNoCatalog(text: String, code: DiagnosticCode) {
        #expect(Self.read(text).1.map(\.code) == [code])
    }

    @Test func fixesReplaceTheWord() throws {
        let (_, diagnostics, source) = Self.read("modles: {}\n")
        let edit = try #require(diagnostics.first?.fixes.first?.edits.first)
        #expect(source.text(in: edit.range) == "modles")
        #expect(edit.replacement == "models")
        #expect(Self.read("\"modles\": {}\n").1.first?.fixes.isEmpty == true)
    }

    @Test func jsonIsReadByItsName() {
        let text = #"{"models":{"p/m":{"source":"s","as_of":"2026-01-01","prices":{"standard":{"input":"$1/Mtok"}}}}}"#
        let (catalog, diagnostics, _) = Self.read(text, file: "catalog.json")
        #expect(diagnostics.isEmpty)
        #expect(catalog.model("p/m")?[.standard]?.input?.pico == 1_000_000)
        #expect(Self.read("models: {}", file: "catalog.json").1.map(\.code) == [.malformedJSON])
    }

    @Test func whatIsWrittenComesBack() {
        for catalog in [Self.read(Self.whole).0, Catalog.builtIn] {
            let written = catalog.yaml
            let (back, diagnostics, _) = Self.read(written)
            #expect(diagnostics.isEmpty)
            #expect(back.models == catalog.models)
            #expect(back.gpus == catalog.gpus)
            #expect(back.quantizations == catalog.quantizations)
            #expect(back.regions == catalog.regions)
            #expect(back.architectures == catalog.architectures)
            #expect(back.throughputs == catalog.throughputs)
            #expect(back.yaml == written)
            #expect(back.canonicalBytes == catalog.canonicalBytes)
            let json = String(decoding: catalog.canonicalBytes, as: UTF8.self)
            #expect(Self.read(json, file: "c.json").0.yaml == written)
        }
    }
}
