import ScrimpQuantities
import Synchronization

/// What calls were promised and have cost, kept beside the engine, in pico-dollars.
///
/// A promise is entered after the engine has held it, and taken back to what the call used before the engine hears of it: so at no
/// time does the ledger say more than the engine's own counters should, and a ledger above a bound is a budget that was
/// exceeded.
final class BudgetLedger: Sendable {
    /// A class because atomics cannot be copied.
    private final class Account: Sendable {
        let total = Atomic<Int>(0)
        let highest = Atomic<Int>(0)
    }

    private let policy: BudgetPolicy
    /// By budget, then by tenant where each has its own.
    private let accounts: [[Account]]

    init(_ policy: BudgetPolicy) {
        self.policy = policy
        accounts = policy.budgets.map { budget in
            (0..<(budget.isPerTenant ? policy.tenants : 1)).map { _ in Account() }
        }
    }

    /// Changes the accounts of every budget that counts a call.
    func enter(_ amount: Int, model: Int, tenant: Int) {
        for (budget, own) in zip(policy.budgets, accounts) where budget.counts[model] {
            let account = own[budget.isPerTenant ? tenant : 0]
            let total = account.total.wrappingAdd(amount, ordering: .relaxed).newValue
            if amount > 0, total > account.highest.load(ordering: .relaxed) {
                account.highest.max(total, ordering: .relaxed)
            }
        }
    }

    func total(_ budget: Int, _ scope: Int) -> Int { accounts[budget][scope].total.load(ordering: .relaxed) }

    func highest(_ budget: Int, _ scope: Int) -> Int { accounts[budget][scope].highest.load(ordering: .relaxed) }

    /// Adds what other processes have entered.
    func add(_ totals: [[Int]]) {
        for (own, others) in zip(accounts, totals) {
            for (account, total) in zip(own, others) { account.total.wrappingAdd(total, ordering: .relaxed) }
        }
    }

    var totals: [[Int]] { accounts.map { $0.map { $0.total.load(ordering: .relaxed) } } }
}
