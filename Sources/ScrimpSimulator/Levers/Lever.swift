import ScrimpPlan

/// What a policy does to spend less, in the order in which it bears on a request. The table of `Docs/simulate.md` is this list.
package enum Lever: String, CaseIterable, Sendable {
    case caches, routing, service, shapes
    case selfHosting = "self_hosting"
    case commitments, budgets, limits

    /// What reports call it.
    package var title: String {
        switch self {
        case .caches: "caches"
        case .routing: "routing by rules"
        case .service: "batch and flex service"
        case .shapes: "shaping calls"
        case .selfHosting: "self-hosting"
        case .commitments: "commitments"
        case .budgets: "budgets that reroute or refuse"
        case .limits: "limits that refuse"
        }
    }

    /// What switching it off means.
    package var absence: String {
        switch self {
        case .caches: "no `cache`"
        case .routing: "every rule leads to the model of the baseline; no `allow`, `rollout` or `affinity`"
        case .service: "models at the prices of the standard service"
        case .shapes: "no `shape`"
        case .selfHosting:
            "a self-hosted candidate gives way to the next hosted one of its chain, else to the model of the baseline"
        case .commitments: "no `commit`"
        case .budgets: "budgets without a limit, but those that pay for shadows"
        case .limits: "no `limit`"
        }
    }
}

/// Levers by bit, in the order of a list.
struct LeverSet: Hashable, Sendable {
    var bits: UInt32

    func contains(_ index: Int) -> Bool { bits & (1 << UInt32(index)) != 0 }

    static func all(_ count: Int) -> LeverSet { LeverSet(bits: (1 << UInt32(count)) - 1) }
}
