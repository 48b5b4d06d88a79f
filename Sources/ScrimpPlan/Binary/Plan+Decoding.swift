import ScrimpQuantities

extension Plan {
    /// Reads a plan and checks all of it once, so that running it needs no check.
    public init(bytes: borrowing Span<UInt8>) throws(PlanError) {
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        for index in bytes.indices { copy.append(bytes[index]) }
        try self.init(bytes: copy)
    }

    /// Reads a plan and checks all of it once, so that running it needs no check.
    public init(bytes: [UInt8]) throws(PlanError) {
        let body = try Plan.body(of: bytes)
        var plan = Plan(
            identity: PlanIdentity(
                policyName: .empty, policyVersion: .empty, compilerVersion: .empty, language: 0, catalogDigest: []),
            strings: StringTable(), deadline: 0, zone: .utc)
        var position = body.lowerBound
        for section in PlanSection.allCases {
            let range = try Plan.content(of: section, in: bytes, from: position, to: body.upperBound)
            var reader = PlanReader(bytes, range)
            do throws(PlanFault) {
                try plan.read(section, from: &reader)
                try reader.finish()
            } catch {
                throw .invalid(section, error)
            }
            position = range.upperBound
        }
        // Nothing after the last section.
        guard position == body.upperBound else { throw .invalid(.alerts, .hasMore) }
        try plan.validate()
        self = plan
    }

    /// Where the body is, once the header agrees with it.
    private static func body(of bytes: [UInt8]) throws(PlanError) -> Range<Int> {
        let magic = PlanFormat.magic
        guard bytes.count >= magic.count, bytes[..<magic.count].elementsEqual(magic) else { throw .notAPlan }
        let size = UInt64(bytes.count)
        guard bytes.count >= PlanFormat.headerSize else {
            throw .wrongLength(expected: UInt64(PlanFormat.headerSize), found: size)
        }
        var reader = PlanReader(bytes, magic.count..<PlanFormat.headerSize)
        guard let version = try? reader.integer(UInt32.self), let length = try? reader.integer(UInt64.self) else {
            throw .notAPlan
        }
        guard version == PlanFormat.version else { throw .unknownVersion(version) }
        let (expected, overflow) = length.addingReportingOverflow(UInt64(PlanFormat.headerSize))
        guard !overflow, expected == size else { throw .wrongLength(expected: overflow ? .max : expected, found: size) }
        let digest = bytes[(PlanFormat.headerSize - SHA256.size)..<PlanFormat.headerSize]
        let content = bytes.span.extracting(PlanFormat.headerSize..<bytes.count)
        guard digest.elementsEqual(SHA256.digest(content)) else { throw .damaged }
        return PlanFormat.headerSize..<bytes.count
    }

    private static func content(
        of section: PlanSection, in bytes: [UInt8], from start: Int, to end: Int
    ) throws(PlanError) -> Range<Int> {
        let first = start + PlanFormat.sectionHeaderSize
        guard first <= end else { throw .invalid(section, .missing) }
        var reader = PlanReader(bytes, start..<first)
        guard let number = try? reader.integer(UInt32.self), let length = try? reader.integer(UInt64.self),
            number == section.rawValue
        else { throw .invalid(section, .missing) }
        guard length <= UInt64(end - first) else { throw .invalid(section, .endsEarly) }
        return first..<(first + Int(length))
    }

    private mutating func read(_ section: PlanSection, from reader: inout PlanReader) throws(PlanFault) {
        switch section {
        case .identity: identity = try PlanIdentity(from: &reader)
        case .strings:
            guard let table = StringTable(bytes: try reader.integers(), ends: try reader.integers()) else {
                throw .notAscending
            }
            strings = table
        case .attributes: attributes = try reader.records()
        case .features:
            features = try reader.records()
            linearTerms = try reader.records()
            instructions = try reader.records()
        case .conditions: tests = try reader.records()
        case .targets: targets = try reader.records()
        case .chains:
            candidates = try reader.records()
            chains = try reader.records()
            splits = try reader.records()
        case .switches: switches = try reader.records()
        case .caches: caches = try reader.records()
        case .rules: rules = try reader.records()
        case .matcher: matcher = try Matcher(from: &reader)
        case .columns: columns = try reader.flag() ? try ColumnRules(from: &reader) : nil
        case .allows: allows = try reader.records()
        case .budgets: budgets = try reader.records()
        case .attributions: attributions = try reader.records()
        case .settings:
            sticky = try reader.optional()
            deadline = try reader.integer()
        case .zone:
            let initialOffset = try reader.integer(Int32.self)
            let transitions: [PlanTransition] = try reader.records()
            zone = ZoneRules(initialOffset: initialOffset, transitions: transitions.map { $0.transition })
        case .rollouts: rollouts = try reader.records()
        case .affinities: affinities = try reader.records()
        case .shapes: shapes = try reader.records()
        case .commitments: commitments = try reader.records()
        case .pools: pools = try reader.records()
        case .limits: limits = try reader.records()
        case .batches: batches = try reader.records()
        case .gathers: gathers = try reader.records()
        case .shadows: shadows = try reader.records()
        case .alerts: alerts = try reader.records()
        }
    }
}

extension Plan {
    /// Whether bytes begin as a plan does; `init(bytes:)` says whether they are one.
    public static func isPlan(_ bytes: [UInt8]) -> Bool {
        bytes.count >= PlanFormat.magic.count && bytes[..<PlanFormat.magic.count].elementsEqual(PlanFormat.magic)
    }
}
