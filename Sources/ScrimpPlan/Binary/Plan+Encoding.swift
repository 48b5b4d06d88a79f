import ScrimpQuantities

extension Plan {
    /// The plan's bytes; the same plan has the same.
    public func encoded() -> [UInt8] {
        var body = PlanWriter()
        for section in PlanSection.allCases {
            var content = PlanWriter()
            write(section, to: &content)
            body.write(section.rawValue)
            body.write(UInt64(content.bytes.count))
            body.bytes += content.bytes
        }
        return Plan.framed(body: body.bytes)
    }

    /// A header for a body.
    static func framed(body: [UInt8]) -> [UInt8] {
        var file = PlanWriter(bytes: PlanFormat.magic)
        file.write(PlanFormat.version)
        file.write(UInt64(body.count))
        file.bytes += SHA256.digest(body)
        return file.bytes + body
    }

    private func write(_ section: PlanSection, to writer: inout PlanWriter) {
        switch section {
        case .identity: writer.write(identity)
        case .strings:
            writer.write(strings.bytes)
            writer.write(strings.ends)
        case .attributes: writer.write(attributes)
        case .features:
            writer.write(features)
            writer.write(linearTerms)
            writer.write(instructions)
        case .conditions: writer.write(tests)
        case .targets: writer.write(targets)
        case .chains:
            writer.write(candidates)
            writer.write(chains)
            writer.write(splits)
        case .switches: writer.write(switches)
        case .caches: writer.write(caches)
        case .rules: writer.write(rules)
        case .matcher: writer.write(matcher)
        case .columns:
            writer.write(columns != nil)
            if let columns { writer.write(columns) }
        case .allows: writer.write(allows)
        case .budgets: writer.write(budgets)
        case .attributions: writer.write(attributions)
        case .settings:
            writer.write(sticky)
            writer.write(deadline)
        case .zone:
            writer.write(zone.initialOffset)
            writer.write(zone.transitions.map(PlanTransition.init))
        case .rollouts: writer.write(rollouts)
        case .affinities: writer.write(affinities)
        case .shapes: writer.write(shapes)
        case .commitments: writer.write(commitments)
        case .pools: writer.write(pools)
        case .limits: writer.write(limits)
        case .batches: writer.write(batches)
        case .gathers: writer.write(gathers)
        case .shadows: writer.write(shadows)
        case .alerts: writer.write(alerts)
        }
    }
}
