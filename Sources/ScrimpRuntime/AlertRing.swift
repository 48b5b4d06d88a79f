/// Alerts that the host has not taken yet. When it is full the oldest goes, and is counted.
struct AlertRing: Sendable {
    private var alerts: [Alert] = []
    private let capacity: Int
    private var first = 0
    private(set) var lost: UInt64 = 0
    private var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 1)
        alerts.reserveCapacity(self.capacity)
    }

    mutating func append(_ alert: Alert) {
        if count == capacity {
            first = (first + 1) % capacity
            count -= 1
            lost &+= 1
        }
        let place = (first + count) % capacity
        if place == alerts.count { alerts.append(alert) } else { alerts[place] = alert }
        count += 1
    }

    mutating func popFirst() -> Alert? {
        guard count > 0 else { return nil }
        let alert = alerts[first]
        first = (first + 1) % capacity
        count -= 1
        return alert
    }
}
