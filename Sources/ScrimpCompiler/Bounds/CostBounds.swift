import ScrimpQuantities
package import ScrimpSemantics

/// The least and the most that requests of each class, and windows of each budget, can cost.
///
/// Exact, for a host that keeps to the decisions: it sends the cap that a decision gives and asks for no longer answer than
/// the catalog says that the model gives, counts the prompt as its provider does or within the tokenizer's allowance, and
/// retries only by asking again.
///
/// - A **class** is a rule of the route, narrowed by all that its condition, and those of the rules before it, say about `prompt`,
///   `max_output`, `images` and so on; a prompt and its answer fit the context window of the model together.
/// - The **most** of a request: every candidate of the dearest way is called and fails, is retried as often as the model says,
///   and each try stays charged as reserved; the last one answers. What spent budgets route to comes on top, and a copy.
/// - The **least** of a request that is answered: by a cache for nothing where one applies; else by the cheapest model that any way
///   leads to, at the first try, with the shortest prompt, as much of it as possible kept by the provider, and no output.
///   A request that is refused costs nothing, and is not what the least is about.
/// - A self-hosted model costs nothing per call: its pool is paid by the hour. What a commitment covers costs nothing further.
package struct CostBounds: Sendable {
    /// One per rule, in source order.
    package let classes: [ClassBound]
    /// One per `gather`, in source order.
    package let gathers: [GatherBound]
    /// One per budget, in source order.
    package let budgets: [BudgetBound]

    /// Of a policy and what compiling it gave, errors or not.
    package init(of policy: Policy, _ compilation: Compilation) {
        let builder = BoundsBuilder(policy, compilation)
        let classes = policy.rules.indices.map { builder.classBound($0) }
        self.classes = classes
        gathers = policy.gathers.indices.map { builder.gatherBound($0, classes) }
        budgets = policy.budgets.indices.map { builder.budgetBound($0, classes) }
    }

    /// The dearest of all classes that have a bound.
    package var dearestClass: ClassBound? {
        classes.filter { $0.bound.most != nil }.max { ($0.bound.most ?? .zero) < ($1.bound.most ?? .zero) }
    }
}
