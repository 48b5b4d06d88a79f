package import ScrimpQuantities

/// What is taken for true of self-hosted models where neither the policy nor the catalog says it.
package struct FleetAssumptions: Sendable {
    /// Share of the memory that is kept free for activations and the runtime.
    package var memoryReserve: Double
    /// Tokens of a request's prompt and answer together, for which memory is planned.
    package var sequenceTokens: Double
    /// Whether `sequenceTokens` was measured from the traffic.
    package var sequenceIsMeasured: Bool
    /// Of a kilowatt-hour, for hardware that is owned.
    package var electricityPrice: Money
    /// The largest batch where none was measured.
    package var largestBatch: Int

    package init(
        memoryReserve: Double = 0.1, sequenceTokens: Double = 4_096, sequenceIsMeasured: Bool = false,
        electricityPrice: Money = Money(pico: 150_000_000_000), largestBatch: Int = 256
    ) {
        self.memoryReserve = memoryReserve
        self.sequenceTokens = sequenceTokens
        self.sequenceIsMeasured = sequenceIsMeasured
        self.electricityPrice = electricityPrice
        self.largestBatch = largestBatch
    }
}
