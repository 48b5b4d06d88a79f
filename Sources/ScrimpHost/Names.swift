public import ScrimpPlan
public import ScrimpRuntime

/// A kind of declaration whose entries have names: `.switch`, `.pool`, `.target`, and so on. `Index` is the integer in which the
/// engine counts them, so that what a look-up gives fits where it is used.
public struct Declared<Index: FixedWidthInteger & Sendable>: Sendable {
    /// As the policy writes it: `switch`.
    public let kind: String
    /// In source order.
    let names: @Sendable (Plan) -> [StringID]
}

extension Declared where Index == Int {
    /// Index as in `Engine.setSwitch`.
    public static var `switch`: Declared { Declared(kind: "switch") { $0.switches.map(\.name) } }
    public static var pool: Declared { Declared(kind: "pool") { $0.pools.map(\.name) } }
    public static var rollout: Declared { Declared(kind: "rollout") { $0.rollouts.map(\.name) } }
    public static var gather: Declared { Declared(kind: "gather") { $0.gathers.map(\.name) } }
    public static var shape: Declared { Declared(kind: "shape") { $0.shapes.map(\.name) } }
    public static var commitment: Declared { Declared(kind: "commit") { $0.commitments.map(\.name) } }
}

extension Declared where Index == UInt16 {
    /// What calls go to, a `model` of the policy: the index in `Verdict.call`.
    public static var target: Declared { Declared(kind: "model") { $0.targets.map(\.name) } }
    /// Index as in `Verdict.cached`.
    public static var cache: Declared { Declared(kind: "cache") { $0.caches.map(\.name) } }
    public static var budget: Declared { Declared(kind: "budget") { $0.budgets.map(\.name) } }
    public static var limit: Declared { Declared(kind: "limit") { $0.limits.map(\.name) } }
    public static var batch: Declared { Declared(kind: "batch") { $0.batches.map(\.name) } }
    public static var shadow: Declared { Declared(kind: "shadow") { $0.shadows.map(\.name) } }
    public static var alert: Declared { Declared(kind: "alert") { $0.alerts.map(\.name) } }
}

/// The policy declares nothing of that kind and name.
public struct UnknownName: Error, Hashable, Sendable, CustomStringConvertible {
    /// As the policy writes it: `switch`.
    public let kind: String
    /// The name that was asked for.
    public let name: String
    /// The names that it has, in source order.
    public let known: [String]

    public init(kind: String, name: String, known: [String]) {
        self.kind = kind
        self.name = name
        self.known = known
    }

    /// The sentence for a person.
    public var description: String {
        let names = known.isEmpty ? "none" : known.map { "`\($0)`" }.joined(separator: ", ")
        return "the policy has no \(kind) `\(name)`; it has \(names)"
    }
}

extension Plan {
    /// The names of everything of a kind, by index.
    public func names<Index>(of kind: Declared<Index>) -> [String] { kind.names(self).map(strings.text) }

    /// The index of a declaration, to be looked up once.
    public func index<Index>(of kind: Declared<Index>, named name: String) throws(UnknownName) -> Index {
        let names = names(of: kind)
        guard let index = names.firstIndex(of: name) else {
            throw UnknownName(kind: kind.kind, name: name, known: names)
        }
        return Index(clamping: index)
    }

    /// The name behind an index; nil where there is none.
    public func name<Index>(of kind: Declared<Index>, at index: Index) -> String? {
        let names = kind.names(self)
        guard let index = Int(exactly: index), names.indices.contains(index) else { return nil }
        return strings.text(names[index])
    }
}

extension Engine {
    /// The names of everything of a kind, by index.
    public func names<Index>(of kind: Declared<Index>) -> [String] { plan.names(of: kind) }

    /// The index of a declaration, to be looked up once: `engine.index(of: .switch, named: "paused")`.
    public func index<Index>(of kind: Declared<Index>, named name: String) throws(UnknownName) -> Index {
        try plan.index(of: kind, named: name)
    }

    /// The name behind an index, such as one of a verdict or an alert; nil where there is none.
    public func name<Index>(of kind: Declared<Index>, at index: Index) -> String? { plan.name(of: kind, at: index) }
}

/// What a host needs to know of a target to call it. Empty texts mean that the policy does not say.
public struct CallTarget: Hashable, Sendable {
    /// As the policy calls it.
    public let name: String
    /// Identity in the catalog, such as `openai/gpt-4o-mini`; the weights of a model that we run.
    public let model: String
    /// Who is called.
    public let provider: String
    /// Where, by the provider's name of the region.
    public let region: String
    /// Precision and pruning of weights that we run, such as `awq(bits: 4)`.
    public let variant: String
    /// The pool that runs it; nil for a provider's model.
    public let pool: String?
    /// The service tier to ask for.
    public let service: PlanOperation.Service
}

extension Engine {
    /// By index of the target, as `Verdict.call` names it. Made anew each time: keep it.
    public var callTargets: [CallTarget] {
        plan.targets.map { target in
            CallTarget(
                name: plan.strings.text(target.name), model: plan.strings.text(target.identity),
                provider: plan.strings.text(target.provider), region: plan.strings.text(target.operation.region),
                variant: plan.strings.text(target.operation.variant),
                pool: target.operation.pool.flatMap { plan.name(of: .pool, at: Int($0)) },
                service: target.operation.service)
        }
    }
}
