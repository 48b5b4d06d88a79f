extension BreakEven {
    /// Volumes for which self-hosting is strictly cheaper: `above` < V ≤ `through`.
    package struct Interval: Sendable, Equatable {
        /// What ends an interval.
        package enum End: Sendable, Equatable {
            /// One more replica makes self-hosting dearer again.
            case step
            /// No more replicas may be had.
            case replicas
            /// No larger volumes were looked at.
            case volume
        }

        package var above: Double
        package var through: Double
        package var end: End

        package init(above: Double, through: Double, end: End) {
            self.above = above
            self.through = through
            self.end = end
        }
    }

    /// All intervals up to the largest volume, rising. Each begins where the costs cross, exactly or at a step.
    package var intervals: [Interval] {
        guard terms.price > 0 else { return [] }
        var result: [Interval] = []
        for step in steps {
            let crossing = hostingCost(replicas: step.replicas) / terms.price
            let above = max(crossing, step.above)
            guard above < step.through else { continue }
            if let last = result.last, last.through == above {
                result[result.count - 1].through = step.through
                result[result.count - 1].end = step.end
            } else {
                result.append(Interval(above: above, through: step.through, end: step.end))
            }
        }
        return result
    }

    /// A corner of the picture. At a step the same volume comes twice: before it and just behind it.
    package struct Point: Sendable, Equatable {
        package var volume: Double
        package var tokenCost: Double
        package var hostingCost: Double
        package var replicas: Int
    }

    /// The corners of both lines and the points where they cross, by volume. With more than `most` steps only as many of
    /// them, evenly spread; the first, the last and the crossings are always there.
    package func points(most: Int = 500) -> [Point] {
        let steps = self.steps
        let shown = max(1, min(most, steps.count))
        let stride = (steps.count + shown - 1) / shown
        let ends = intervals.map(\.above)
        var next = 0
        var points: [Point] = []
        for (index, step) in steps.enumerated() {
            let isShown = index % stride == 0 || index == steps.count - 1
            if isShown { points.append(point(step.above, step.replicas)) }
            while next < ends.count, ends[next] < step.through {
                if !isShown || ends[next] > step.above { points.append(point(ends[next], step.replicas)) }
                next += 1
            }
            if isShown { points.append(point(step.through, step.replicas)) }
        }
        return points
    }

    private func point(_ volume: Double, _ replicas: Int) -> Point {
        Point(
            volume: volume, tokenCost: tokenCost(volume), hostingCost: hostingCost(replicas: replicas),
            replicas: replicas)
    }

    /// Volumes that the same number of replicas takes: `above` < V ≤ `through`.
    private struct Step {
        let above: Double
        let through: Double
        let replicas: Int
        let end: Interval.End
    }

    private var steps: [Step] {
        var steps: [Step] = []
        var above = 0.0
        for replicas in max(terms.fewestReplicas, 1)...terms.mostReplicas where above < terms.largestVolume {
            let room = Double(replicas) * volumePerReplica
            let end: Interval.End =
                room >= terms.largestVolume ? .volume : replicas == terms.mostReplicas ? .replicas : .step
            let through = min(room, terms.largestVolume)
            steps.append(Step(above: above, through: through, replicas: replicas, end: end))
            above = through
        }
        return steps
    }
}
