/// Requests that a policy treats alike, whatever their values within the class: one of them stands for all.
package struct RequestClass: Sendable {
    /// One of them, with the state that it meets.
    package internal(set) var example: ExampleRequest
    /// The rule that takes them.
    package let rule: Int
    /// What holds for them and for no others that the rule takes.
    let formula: Formula
}

/// The requests that a test is about.
package enum RequestClasses: Sendable {
    /// Each request that the test is about is in one of these.
    case classes([RequestClass])
    /// Why not all requests are known that the test is about.
    case notDecided(String)
}
