import Foundation
import ScrimpQuantities
import Synchronization

/// Time zones of the system's database, as plain tables: the only place that asks Foundation for them.
enum TimeZones {
    /// Years that plans and replays reach: traces go back, budgets run ahead.
    private static let firstYear: Int64 = 2015
    private static let lastYear: Int64 = 2045

    /// Zones that were asked for: the policies of a tree ask for the same ones again and again.
    private static let known = Mutex<[String: ZoneRules?]>([:])

    /// Offsets from 2015 to 2045; nil for a name that the database does not have.
    static func rules(_ name: String) -> ZoneRules? {
        if name == "UTC" { return .utc }
        if let found = known.withLock({ $0[name] }) { return found }
        let rules = read(name)
        known.withLock { $0[name] = rules }
        return rules
    }

    private static func read(_ name: String) -> ZoneRules? {
        guard let zone = TimeZone(identifier: name), TimeZone.knownTimeZoneIdentifiers.contains(name) || name == "GMT"
        else {
            return nil
        }
        let start = Double(CivilDate(year: firstYear, month: 1, day: 1).daysSinceEpoch * 86_400)
        let end = Double(CivilDate(year: lastYear, month: 1, day: 1).daysSinceEpoch * 86_400)
        var moment = Date(timeIntervalSince1970: start)
        var rules = ZoneRules(initialOffset: Int32(clamping: zone.secondsFromGMT(for: moment)))
        while let next = zone.nextDaylightSavingTimeTransition(after: moment), next.timeIntervalSince1970 < end,
            next > moment
        {
            let second = Int64(next.timeIntervalSince1970.rounded())
            let after = Date(timeIntervalSince1970: Double(second) + 1)
            rules.transitions.append(.init(second: second, offset: Int32(clamping: zone.secondsFromGMT(for: after))))
            moment = after
        }
        return rules
    }

    static func names() -> [String] { TimeZone.knownTimeZoneIdentifiers }
}
