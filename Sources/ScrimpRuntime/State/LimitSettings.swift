/// What one limit allows, in nanoseconds, requests and tokens.
package struct LimitSettings: Hashable, Sendable {
    package struct Rate: Hashable, Sendable {
        /// Tokens are counted, else requests.
        package var countsTokens: Bool
        /// So many in each `per`; nothing passes where this is not above zero.
        package var amount: Int64
        /// Nanoseconds, at least 1.
        package var per: Int64

        package init(countsTokens: Bool, amount: Int64, per: Int64) {
            self.countsTokens = countsTokens
            self.amount = amount
            self.per = per
        }
    }

    /// Calls that may run at once; nil for any number.
    package var concurrency: Int64?
    package var rates: [Rate]
    /// Calls that a scope may make in all; nil for any number.
    package var calls: Int64?
    /// Nanoseconds without a call after which `calls` starts anew.
    package var forget: Int64
    /// Whether each value of an attribute has a counter of its own.
    package var isScoped: Bool
    /// Greatest number of counters; further keys share one.
    package var scopes: Int64

    package init(
        concurrency: Int64? = nil, rates: [Rate] = [], calls: Int64? = nil, forget: Int64 = .max,
        isScoped: Bool = false, scopes: Int64 = 1_000_000
    ) {
        self.concurrency = concurrency
        self.rates = rates
        self.calls = calls
        self.forget = forget
        self.isScoped = isScoped
        self.scopes = scopes
    }
}

/// Which part of a limit stands in the way of a call.
public enum LimitRefusal: Hashable, Sendable {
    /// As many calls run as may.
    case concurrency
    /// The rate with this index has been used up for now.
    case rate(Int)
    /// The scope has made all its calls.
    case calls
}

/// What a call has taken from one counter of a limit.
package struct LimitHold: Hashable, Sendable {
    package var counter: Int32
    /// Of the counter when the call took from it: a counter that has been given to another scope has another.
    package var generation: UInt32
    package var tokens: Int64

    package init(counter: Int32, generation: UInt32, tokens: Int64) {
        self.counter = counter
        self.generation = generation
        self.tokens = tokens
    }
}
