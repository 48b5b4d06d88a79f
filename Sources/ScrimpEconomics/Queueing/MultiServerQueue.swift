import Glibc

/// One queue before c servers, arrivals and services at random (M/M/c). Times are in the unit that the rates are per.
package struct MultiServerQueue: Sendable, Equatable {
    package let servers: Int
    /// λ, arrivals per unit of time.
    package let arrivals: Double
    /// μ, services per unit of time and server.
    package let services: Double
    /// Erlang C: the chance that an arrival has to wait.
    package let waitingProbability: Double

    /// Nil where the queue grows without end (λ ≥ cμ), or a rate is not a finite number above zero (λ may be zero).
    package init?(servers: Int, arrivals: Double, services: Double) {
        guard arrivals >= 0, services > 0, services.isFinite,
            let waiting = Erlang.c(servers: servers, load: arrivals / services),
            Double(servers) * services > arrivals
        else { return nil }
        self.servers = servers
        self.arrivals = arrivals
        self.services = services
        waitingProbability = waiting
    }

    /// The share of the servers' time that is used, ρ = λ/(cμ).
    package var utilization: Double { arrivals / (Double(servers) * services) }

    /// cμ − λ: how much faster the queue is served than it grows.
    private var surplus: Double { Double(servers) * services - arrivals }

    /// W_q = C/(cμ − λ).
    package var meanWait: Double { waitingProbability / surplus }

    /// The mean number that wait, λW_q (J. Little, 1961).
    package var meanQueue: Double { arrivals * meanWait }

    /// The chance to wait longer than a time: C·e^{−(cμ−λ)t}; nil for NaN.
    package func probability(waitAbove time: Double) -> Double? {
        guard !time.isNaN else { return nil }
        return time < 0 ? 1 : waitingProbability * exp(-surplus * time)
    }

    /// The time that a share of arrivals wait at most; nil for a share that is not in 0 ..< 1.
    package func waitQuantile(_ probability: Double) -> Double? {
        guard probability >= 0, probability < 1 else { return nil }
        return max(0, log(waitingProbability / (1 - probability)) / surplus)
    }
}

/// One server with any distribution of service times (M/G/1): F. Pollaczek, 1930, A. Khinchine, 1932.
package enum PollaczekKhinchine {
    /// The mean time in the queue, λ(σ² + s²)/(2(1 − ρ)) for the mean s and standard deviation σ of a service. Nil where
    /// the queue grows without end (λs ≥ 1) or an argument is negative or not finite.
    package static func meanWait(arrivals: Double, meanService: Double, deviation: Double) -> Double? {
        guard arrivals >= 0, meanService >= 0, deviation >= 0, deviation.isFinite, meanService.isFinite,
            arrivals * meanService < 1
        else { return nil }
        let wait =
            arrivals * (deviation * deviation + meanService * meanService) / (2 * (1 - arrivals * meanService))
        return wait.isFinite ? wait : nil
    }
}
