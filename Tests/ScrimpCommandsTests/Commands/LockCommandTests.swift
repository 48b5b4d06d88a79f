import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct LockCommandTests {
    private static let catalog = """
        source: contract
        as_of: 2026-10-01
        models:
          own/small: {kind: chat, context: 8000, max_output: 1000, prices: {standard: {input: $1/Mtok, output: $4/Mtok, cached_input: $0.50/Mtok}}}
          own/large: {kind: chat, context: 8000, max_output: 1000, prices: {standard: {input: $2/Mtok, output: $10/Mtok}}}
        """

    private static let policy = """
        policy desk { isolate: tenant, sticky: tenant }
        use "catalog.yaml"
        request {
            tenant: string
            tier: enum { free, premium }
            prompt: tokens
            max_output: tokens
        }
        model small { from: "own/small" }
        model large { from: "own/large" }
        model local { weights: "meta-llama/Llama-3.1-8B-Instruct", pool: h100, quantize: awq(bits: 4) }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, region: "eu-central-1" }
        budget daily { limit: $5 per tenant per day, spent: reject("no") }
        gather search { when: tier == premium, stop_after: 2 of 10, concurrency: 5 }
        route {
            when prompt > 6 ktok                    -> local
            when tier == premium                    -> large, small
            when max_output <= 100 tok              -> small
            otherwise                               -> small, local
        }
        """

    private func locked(_ files: [String: String] = [:]) -> World {
        let world = World(
            files: ["catalog.yaml": Self.catalog, "policy.scrimp": Self.policy].merging(files) { $1 })
        #expect(world.run("lock", "policy.scrimp") == .clean)
        #expect(world.output == "wrote `scrimp.lock`: 1 policy\n")
        return world
    }

    private func text(_ world: World, _ path: String) -> String {
        String(decoding: world.files[path] ?? [], as: UTF8.self)
    }

    private func replace(_ world: World, _ path: String, _ old: String, _ new: String) {
        let before = text(world, path)
        #expect(before.contains(old), "\(old)")
        world.files[path] = Array(before.replacing(old, with: new).utf8)
    }

    /// What `--check` says, one line each.
    private func drift(_ world: World) -> [String] {
        let code = world.run("lock", "--check", "--format", "concise")
        #expect(code == (world.output.isEmpty ? .clean : .findings))
        #expect(world.errors == "")
        return world.output.split(separator: "\n").map { line in
            line.firstRange(of: "error[").map { String(line[$0.lowerBound...]) } ?? String(line)
        }
    }

    @Test func theFileIsReadableAndTheSameEachTime() {
        let world = locked()
        expectGolden(text(world, "scrimp.lock"), at: "Tests/Golden/commands/scrimp.lock")
        let first = world.files["scrimp.lock"]
        #expect(world.run("lock", "policy.scrimp") == .clean)
        #expect(world.output == "`scrimp.lock` is up to date: 1 policy\n")
        #expect(world.files["scrimp.lock"] == first)
        #expect(world.run("lock", "--check") == .clean)
        #expect(world.output == "`scrimp.lock` holds: 1 policy\n")
    }

    @Test func aPriceThatMovesIsNamedWithTheClassesThatItMoves() {
        let world = locked()
        replace(world, "catalog.yaml", "output: $10/Mtok", "output: $20/Mtok")
        #expect(world.run("lock", "--check") == .findings)
        expectGolden(world.output, at: "Tests/Golden/commands/lock.drift.txt")
        #expect(
            drift(world)
                == [
                    "error[S722]: class `when tier == premium`: most $0.032 → $0.042 (+31.3 %), because own/large output went from $10/Mtok to $20/Mtok",
                    "error[S722]: gather `search`: most $0.32 → $0.42 (+31.3 %), because its dearest class `when tier == premium` has moved",
                ].sorted())
        // Accepting says once more what moved.
        #expect(world.run("lock") == .clean)
        #expect(world.output.hasPrefix("wrote `scrimp.lock`: 1 policy\n  class `when tier == premium`: most $0.032 →"))
        #expect(drift(world).isEmpty)
    }

    @Test func aRuleThatChangesIsNamed() {
        let world = locked()
        replace(world, "policy.scrimp", "-> large, small", "-> small")
        let lines = drift(world)
        #expect(
            lines.contains {
                $0.hasPrefix(
                    "error[S722]: class `when tier == premium`: most $0.032 → $0.01 (-68.8 %), because it leads to `small` instead of `large, small`"
                )
            }, "\(lines)")
    }

    /// Text and figures are those of the rule, wherever it stands.
    @Test func aRuleThatMovesIsNotAChangedOne() {
        let world = locked()
        let (first, second) = (
            "    when tier == premium                    -> large, small\n",
            "    when prompt > 6 ktok                    -> local\n"
        )
        let before = text(world, "policy.scrimp")
        // Neither takes anything away from the other once the condition says so.
        let apart = before.replacing("when tier == premium ", with: "when tier == premium and prompt <= 6 ktok ")
        let moved = apart.replacing(second, with: "").replacing(
            first.replacing("premium ", with: "premium and prompt <= 6 ktok "),
            with: first.replacing("premium ", with: "premium and prompt <= 6 ktok ") + second)
        world.files["policy.scrimp"] = Array(apart.utf8)
        #expect(world.run("lock") == .clean)
        world.files["policy.scrimp"] = Array(moved.utf8)
        #expect(moved != apart)
        #expect(drift(world).isEmpty)
    }

    @Test func whatIsNewOrGoneIsSaid() {
        let world = locked()
        replace(world, "policy.scrimp", "when max_output <= 100 tok ", "when max_output <= 200 tok ")
        replace(world, "policy.scrimp", "budget daily", "budget hourly")
        replace(world, "policy.scrimp", "model large {", "model spare { from: \"own/large\" }\nmodel large {")
        let lines = drift(world)
        for line in [
            "error[S723]: class `when max_output <= 100 tok` is gone from `policy.scrimp`",
            "error[S723]: class `when max_output <= 200 tok` is new in `policy.scrimp`, most $0.0068",
            "error[S723]: budget `daily` is gone from `policy.scrimp`",
            "error[S723]: budget `hourly` is new in `policy.scrimp`, most $5",
            "error[S722]: `policy.scrimp`: model spare is new: own/large",
        ] {
            #expect(lines.contains(line), "\(line): \(lines)")
        }
    }

    @Test func budgetsAndLimitsAreNamed() {
        let world = locked()
        replace(world, "policy.scrimp", "limit: $5 per", "limit: $6 per")
        #expect(
            drift(world) == [
                "error[S722]: budget `daily`: most $5 → $6 (+20.0 %), because its limit went from $5 to $6"
            ])
    }

    /// An earlier rule, a shape and a context window move figures too.
    @Test func inputsAreNamedWhereNoPriceMoved() {
        let world = locked()
        replace(world, "policy.scrimp", "prompt > 6 ktok", "prompt > 5 ktok")
        let lines = drift(world)
        #expect(
            lines.contains {
                $0.contains("class `otherwise`")
                    && $0.contains("because input of small went from 6_000 tok × $1/Mtok to 5_000 tok × $1/Mtok")
            }, "\(lines)")
    }

    /// Facts that move no bound are part of what was reviewed.
    @Test func sourcesDatesAndHardwareAreHeldToo() {
        let world = locked()
        replace(world, "catalog.yaml", "as_of: 2026-10-01", "as_of: 2026-10-02")
        #expect(
            drift(world) == [
                "error[S723]: `policy.scrimp`: own/large as_of went from 2026-10-01 to 2026-10-02",
                "error[S723]: `policy.scrimp`: own/small as_of went from 2026-10-01 to 2026-10-02",
            ])
        #expect(text(world, "scrimp.lock").contains("\"gpu h100-sxm-80gb\""))
        #expect(text(world, "scrimp.lock").contains("\"quantization awq\""))
        #expect(text(world, "scrimp.lock").contains("\"region eu-central-1\""))
    }

    /// Prices that a policy says itself have their source and date too.
    @Test func ownPricesAreHeldWithTheirSource() {
        let world = World(files: ["policy.scrimp": SmallPolicy.text])
        #expect(world.run("lock", "policy.scrimp") == .clean)
        #expect(
            text(world, "scrimp.lock").contains("\"source\": \"our contract\",\n          \"as_of\": \"2026-11-01\""))
        replace(world, "policy.scrimp", "input: $10/Mtok, output: $10/Mtok", "input: $10/Mtok, output: $12/Mtok")
        #expect(
            drift(world) == [
                "error[S722]: class `when tier == premium`: most $1.408 → $1.440768 (+2.3 %), because openai/gpt-4o output went from $10/Mtok to $12/Mtok"
            ])
    }

    @Test func severalPoliciesInOneFile() {
        let world = locked(["sub/other.scrimp": SmallPolicy.text])
        #expect(world.run("lock", "--check", "sub/other.scrimp") == .findings)
        #expect(world.output.contains("`sub/other.scrimp` is not in the lock"))
        #expect(world.run("lock", "sub/other.scrimp") == .clean)
        #expect(world.run("lock", "--check") == .clean)
        #expect(world.output == "`scrimp.lock` holds: 2 policies\n")
        world.files["sub/other.scrimp"] = nil
        #expect(
            drift(world) == [
                "error[S723]: `sub/other.scrimp` is in the lock, and cannot be read: no such file or directory"
            ])
        #expect(world.run("lock") == .clean)
        #expect(drift(world).isEmpty)
        #expect(!text(world, "scrimp.lock").contains("sub/other.scrimp"))
    }

    @Test func theLockLiesInTheRepositorysRoot() {
        let world = World(files: ["small/policy.scrimp": SmallPolicy.text, ".git": ""])
        #expect(world.run("lock", "small/policy.scrimp") == .clean)
        #expect(world.files["scrimp.lock"] != nil)
        #expect(world.run("lock", "--file", "small/own.lock", "small/policy.scrimp") == .clean)
        #expect(text(world, "small/own.lock").contains("    \"policy.scrimp\": {"))
        #expect(world.run("lock", "--file", "small/own.lock", "policy.scrimp") == .failure)
        #expect(world.errors.contains("lies outside of the folder of `small/own.lock`"))
    }

    @Test(arguments: [
        ("\"version\": 1", "\"version\": 2", "S721", "the lock has version 2, and this program knows 1"),
        ("\"version\": 1", "\"version\": \"x\"", "S720", "the version is a whole number above zero"),
        ("\"version\": 1,", "", "S720", "the lock has no `version`"),
        ("\"least\": \"$0\"", "\"least\": 0", "S720", "`least` is a string, not a number"),
        ("\"classes\": {", "\"klasses\": {", "S720", "a lock of version 1 has no `klasses` here"),
        ("\"from\": \"own/large\"", "\"from\": \"own/small\"", "S720", "the digest is not that of the facts below it"),
        ("\"gathers\": {", "\n<<<<<<< HEAD\n\"gathers\": {", "S720", "the lock has the marks of an unfinished merge"),
        ("\"gathers\": {", "\"gathers\": {,", "S720", "the lock is no valid JSON: "),
        ("\"policies\": {", "\"policies\": 3, \"b\": {", "S720", "a lock of version 1 has no `b` here"),
    ])
    func aDamagedLockIsRefusedWithItsPlace(old: String, new: String, code: String, message: String) {
        let world = locked()
        replace(world, "scrimp.lock", old, new)
        for arguments in [["lock", "--check"], ["lock"], ["lock", "policy.scrimp"]] {
            #expect(world.run(arguments) == .findings)
            #expect(world.output.contains("error[\(code)]: \(message)"), "\(world.output)")
            #expect(world.output.contains("--> scrimp.lock:"))
            #expect(world.output.contains("help: "))
        }
    }

    /// Wherever a lock is cut off, it is refused.
    @Test func aTruncatedLockIsRefused() {
        let world = locked()
        let whole = world.files["scrimp.lock"] ?? []
        for length in stride(from: 0, to: whole.count - 2, by: 97) {
            world.files["scrimp.lock"] = Array(whole.prefix(length))
            #expect(world.run("lock", "--check") == .findings, "\(length)")
        }
    }

    @Test func whatCannotBeLocked() {
        let world = World(files: ["wrong.scrimp": "policy p {}\nroute { otherwise -> nobody }\n"])
        #expect(world.run("lock", "--check") == .failure)
        #expect(world.errors == "error: there is no `scrimp.lock`\nhelp: write it: `scrimp lock policy.scrimp`\n")
        #expect(world.run("lock") == .failure)
        #expect(world.run("lock", "-") == .failure)
        #expect(world.run("lock", "wrong.scrimp") == .findings)
        #expect(world.output.contains("nobody"))
        #expect(world.run("lock", "missing.scrimp") == .failure)
        #expect(world.files["scrimp.lock"] == nil)
    }
}
