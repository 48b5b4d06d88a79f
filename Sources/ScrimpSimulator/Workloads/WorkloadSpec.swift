package import ScrimpQuantities

/// Traffic that is generated instead of read.
package struct WorkloadSpec: Sendable {
    /// Same seed, same traffic, to the last bit.
    package var seed: UInt64
    package var start: Instant
    package var arrivals: Arrivals
    package var extent: Extent
    /// One for each attribute.
    package var columns: [FillSpec]

    /// When requests come.
    package struct Arrivals: Sendable {
        /// Requests per second, averaged over the curves and the bursts.
        package var rate: Double
        /// How busy each local hour is, from midnight on, relative to the others; empty for all alike, else 24 weights.
        package var hours: [Double]
        /// How busy each day is, from Monday on; empty for all alike, else 7 weights.
        package var weekdays: [Double]
        /// Local time minus UTC, for the two curves.
        package var offsetSeconds: Int64
        /// Nil for a Poisson process.
        package var bursts: Bursts?

        package init(
            rate: Double, hours: [Double] = [], weekdays: [Double] = [], offsetSeconds: Int64 = 0, bursts: Bursts? = nil
        ) {
            self.rate = rate
            self.hours = hours
            self.weekdays = weekdays
            self.offsetSeconds = offsetSeconds
            self.bursts = bursts
        }
    }

    /// A two-state Markov-modulated Poisson process: calm and burst alternate, each for an exponential time.
    package struct Bursts: Sendable {
        /// How many times the rate of a calm time a burst has; 1 or more.
        package var factor: Double
        /// Seconds.
        package var meanBurst: Double
        /// Seconds.
        package var meanCalm: Double

        package init(factor: Double, meanBurst: Double, meanCalm: Double) {
            self.factor = factor
            self.meanBurst = meanBurst
            self.meanCalm = meanCalm
        }
    }

    /// Where the traffic ends: what comes first of the two. At least one is given.
    package struct Extent: Sendable {
        package var nanoseconds: Int64?
        package var requests: Int64?

        package init(nanoseconds: Int64? = nil, requests: Int64? = nil) {
            self.nanoseconds = nanoseconds
            self.requests = requests
        }
    }

    package init(seed: UInt64 = 1, start: Instant, arrivals: Arrivals, extent: Extent, columns: [FillSpec]) {
        self.seed = seed
        self.start = start
        self.arrivals = arrivals
        self.extent = extent
        self.columns = columns
    }
}
