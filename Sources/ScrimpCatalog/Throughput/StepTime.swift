/// How long one decoding step of a batch takes: `base + perSequence · batch + perContextToken · context`, in seconds.
///
/// Every step reads all weights once (`base`), does some work for each sequence, and reads the cached keys and values
/// of every token that the sequences already hold (`context`, summed over the batch).
package struct StepTime: Hashable, Sendable {
    /// Seconds, whatever the batch.
    package var base: Double
    /// Seconds for each sequence of the batch.
    package var perSequence: Double
    /// Seconds for each token that the sequences of the batch hold together: prompts and what was written so far.
    package var perContextToken: Double

    package init(base: Double, perSequence: Double, perContextToken: Double = 0) {
        self.base = base
        self.perSequence = perSequence
        self.perContextToken = perContextToken
    }

    /// Seconds of one step.
    /// - Parameter contextTokens: of all sequences together.
    package func seconds(batch: Double, contextTokens: Double = 0) -> Double {
        base + perSequence * batch + perContextToken * contextTokens
    }
}
