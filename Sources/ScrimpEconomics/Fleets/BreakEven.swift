/// From which monthly volume of tokens on self-hosting is cheaper than paying by the token.
///
/// Paying by the token costs V·p. Self-hosting costs a staircase: as many replicas as the peak needs, paid for all the
/// hours that they are held, used or not. So the answer is intervals, of which there can be several.
package struct BreakEven: Sendable, Equatable {
    package struct Terms: Sendable, Equatable {
        /// p: USD per token that is paid by the token; `blendedPrice` makes it of input and output.
        package var price: Double
        /// Tokens per second that one replica can do.
        package var capacity: Double
        /// u_max: the share of it that is planned with, above 0, at most 1.
        package var utilization: Double
        /// Tokens per second at the peak for every token of the month: `peakRate` makes it of the peak's height.
        package var peakRate: Double
        /// USD per replica and hour, and the hours of a month that one is held.
        package var hourlyPrice: Double
        package var hours: Double
        /// USD per month that go on whatever the volume.
        package var running: Double
        /// What goes on top of the run-rate (rent and running), 0.15 for 15 %.
        package var overhead: Double
        /// The month's part of what it took to set up, USD.
        package var setUp: Double
        package var fewestReplicas: Int
        package var mostReplicas: Int
        /// The volume up to which is looked, tokens per month.
        package var largestVolume: Double

        package init(
            price: Double, capacity: Double, utilization: Double = 0.7, peakRate: Double, hourlyPrice: Double,
            hours: Double = 730, running: Double = 0, overhead: Double = 0, setUp: Double = 0, fewestReplicas: Int = 0,
            mostReplicas: Int, largestVolume: Double
        ) {
            self.price = price
            self.capacity = capacity
            self.utilization = utilization
            self.peakRate = peakRate
            self.hourlyPrice = hourlyPrice
            self.hours = hours
            self.running = running
            self.overhead = overhead
            self.setUp = setUp
            self.fewestReplicas = fewestReplicas
            self.mostReplicas = mostReplicas
            self.largestVolume = largestVolume
        }
    }

    package enum Defect: Error, Sendable, Equatable {
        /// A term that is negative, not finite, or zero where it must not be, by its name.
        case badTerm(String)
        /// `0 ≤ fewest ≤ most ≤ BreakEven.mostReplicas` and `most ≥ 1` do not hold.
        case badReplicas(fewest: Int, most: Int)
    }

    /// More steps would not be a picture.
    package static let mostReplicas = 100_000

    package let terms: Terms
    /// The volume that one replica can take.
    package let volumePerReplica: Double

    package init(_ terms: Terms) throws(Defect) {
        let positive = [
            ("capacity", terms.capacity), ("utilization", terms.utilization), ("peakRate", terms.peakRate),
            ("largestVolume", terms.largestVolume),
        ]
        for (name, value) in positive where !(value > 0 && value.isFinite) { throw .badTerm(name) }
        let counted = [
            ("price", terms.price), ("hourlyPrice", terms.hourlyPrice), ("hours", terms.hours),
            ("running", terms.running), ("overhead", terms.overhead), ("setUp", terms.setUp),
        ]
        for (name, value) in counted where !(value >= 0 && value.isFinite) { throw .badTerm(name) }
        guard terms.utilization <= 1 else { throw .badTerm("utilization") }
        guard terms.fewestReplicas >= 0, terms.mostReplicas >= max(terms.fewestReplicas, 1),
            terms.mostReplicas <= Self.mostReplicas
        else { throw .badReplicas(fewest: terms.fewestReplicas, most: terms.mostReplicas) }
        self.terms = terms
        volumePerReplica = terms.capacity * terms.utilization / terms.peakRate
        guard volumePerReplica > 0, (volumePerReplica * Double(terms.mostReplicas)).isFinite else {
            throw .badTerm("peakRate")
        }
        let dearest = (terms.hourlyPrice * terms.hours * Double(terms.mostReplicas) + terms.running)
        guard (dearest * (1 + terms.overhead) + terms.setUp).isFinite else { throw .badTerm("hourlyPrice") }
    }

    /// p = (i·p_in + o·p_out)/(i + o) for i input and o output tokens a request; nil where there are no tokens or an
    /// argument is negative or not finite.
    package static func blendedPrice(input: Double, output: Double, inputPrice: Double, outputPrice: Double) -> Double?
    {
        let all = [input, output, inputPrice, outputPrice]
        guard all.allSatisfy({ $0 >= 0 && $0.isFinite }), input + output > 0 else { return nil }
        let price = (input * inputPrice + output * outputPrice) / (input + output)
        return price.isFinite ? price : nil
    }

    /// Tokens per second at the peak for every token of the month, for a month's length in seconds and a peak that is so
    /// many times as high as the mean. Nil where an argument is not above zero and finite.
    package static func peakRate(seconds: Double, peakToMean: Double) -> Double? {
        guard seconds > 0, peakToMean > 0, seconds.isFinite, peakToMean.isFinite else { return nil }
        let rate = peakToMean / seconds
        return rate > 0 && rate.isFinite ? rate : nil
    }

    /// What a volume costs by the token.
    package func tokenCost(_ volume: Double) -> Double { volume * terms.price }

    /// What so many replicas cost a month.
    package func hostingCost(replicas: Int) -> Double {
        (Double(replicas) * terms.hourlyPrice * terms.hours + terms.running) * (1 + terms.overhead) + terms.setUp
    }

    /// How many replicas a volume needs: the fewest n ≥ `fewestReplicas` with n · `volumePerReplica` at least the volume.
    /// Nil where the most that there may be are not enough, and for a negative volume.
    package func replicas(_ volume: Double) -> Int? {
        guard volume >= 0, volume <= Double(terms.mostReplicas) * volumePerReplica else { return nil }
        var count = Int(min((volume / volumePerReplica).rounded(.up), Double(terms.mostReplicas)))
        // The division may be off by a rounding; the steps are where the products are.
        while Double(count) * volumePerReplica < volume { count += 1 }
        while count > 0, Double(count - 1) * volumePerReplica >= volume { count -= 1 }
        return max(count, terms.fewestReplicas)
    }
}
