import ScrimpPlan
import ScrimpTestSupport

/// Calls of random sizes, the same for the same seed.
package struct WorkerCalls: Sendable {
    private var generator: SeededGenerator

    package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Tokens that a call reserves, and the part of them that it uses.
    package mutating func next() -> (reserved: Int64, used: Int64) {
        let reserved = 1 + Int64(generator.below(1 << 40))
        return (reserved, 1 + Int64(generator.below(Int(reserved))))
    }
}

/// What is settled until the process is killed: amounts beyond 2^63 pico-dollars, in two budgets.
package enum KillPolicy {
    package static var policy: StatePolicy {
        var policy = StatePolicy()
        policy.price = 1 << 40
        var tenant = StatePolicy.Budget("tenant", limit: 1 << 110)
        tenant.isPerTenant = true
        tenant.window = .rolling(86_400_000_000_000)
        policy.budgets = [StatePolicy.Budget("daily", limit: 1 << 110), tenant]
        return policy
    }
}

/// One hard budget that many processes want to spend.
package enum SpendPolicy {
    /// Tokens of the largest call.
    package static let greatest: Int64 = 100

    package static func policy(limit: Int128) -> StatePolicy {
        var policy = StatePolicy()
        policy.budgets = [StatePolicy.Budget("daily", limit: limit)]
        return policy
    }
}

/// One limit of calls that run at once.
package enum PermitPolicy {
    package static func policy(concurrency: Int64) -> StatePolicy {
        var policy = StatePolicy()
        var limit = StatePolicy.Limit("few")
        limit.concurrency = concurrency
        policy.limits = [limit]
        return policy
    }
}
