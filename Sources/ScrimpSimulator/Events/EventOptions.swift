/// What a replay of events is told beside the plan and its traffic.
package struct EventOptions: Sendable {
    /// By pool of the plan; nil, or no entry, where nothing is known of it: its calls then take no time.
    package var pools: [PoolCapacity?]
    package var outages: [Outage]
    /// Nanoseconds since 1970 from when on pools are held; nil for the first arrival.
    package var start: Int64?
    /// Until when they are held at least; nil for the last arrival or answer.
    package var end: Int64?

    /// Nanoseconds for which spot hardware cannot be had after an interruption.
    ///
    /// No provider publishes it: ten minutes are assumed, about what a request for capacity waits in a zone that is full.
    package var spotAbsence: Int64 = 600_000_000_000
    /// Nanoseconds between two looks at a pool that scales by its load or rests at times: the default of the horizontal
    /// autoscaler of Kubernetes (`--horizontal-pod-autoscaler-sync-period`, kubernetes.io, 2025).
    package var look: Int64 = 15_000_000_000
    /// Nanoseconds for which fewer replicas must be wanted before any is given up (`--horizontal-pod-autoscaler-downscale-stabilization`).
    package var stabilization: Int64 = 300_000_000_000

    package init(
        pools: [PoolCapacity?] = [], outages: [Outage] = [], start: Int64? = nil, end: Int64? = nil
    ) {
        self.pools = pools
        self.outages = outages
        self.start = start
        self.end = end
    }
}
