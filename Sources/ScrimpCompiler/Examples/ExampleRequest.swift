/// One request, and the state that it meets, as a witness of something that the analysis found.
package struct ExampleRequest: Sendable {
    /// By feature: attributes as a request holds them, and what is derived from them.
    package var values: [Int64]
    /// By attribute: the texts that stand for a text that the policy does not name.
    package var texts: [Int: [UInt8]]

    package init(values: [Int64], texts: [Int: [UInt8]]) {
        self.values = values
        self.texts = texts
    }
}
