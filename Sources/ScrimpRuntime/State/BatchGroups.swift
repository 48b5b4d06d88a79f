/// The batches that are being formed for one `batch` block, one per target at a time.
///
/// A group goes out when it is full, or when it has waited for as long as it may: until the first member's time plus the
/// wait, or the latest start of any of its members, whichever is earlier. One that is due but has not been taken yet still
/// takes members.
package struct BatchGroups: Sendable {
    private struct Group: Sendable {
        /// 0 where there is none.
        var name: UInt64 = 0
        var count = 0
        /// Members so far, those that have left included.
        var joined = 0
        var flushAt: Int64 = .max
    }

    private let size: Int
    private let wait: Int64
    private var groups: [Group]
    private var serial: UInt64 = 0

    /// - Parameters:
    ///   - size: members of a full group; below 1 counts as 1.
    ///   - wait: nanoseconds that the first member waits at most.
    ///   - targets: how many there are.
    package init(size: Int, wait: Int64, targets: Int) {
        self.size = max(size, 1)
        self.wait = max(wait, 0)
        groups = [Group](repeating: Group(), count: max(targets, 0))
    }

    /// Joins the target's group, or begins one. The member that fills a group is told so, and the group is out at once.
    /// - Parameter latestStart: when the call must begin to meet its deadline.
    /// - Returns: the group's name, which is never 0 nor used again, and how many joined it before; nil where a wait would miss
    ///   the deadline, so that the call goes alone.
    package mutating func join(
        target: Int, latestStart: Int64, at now: Int64
    ) -> (group: UInt64, position: Int, isFull: Bool)? {
        guard latestStart > now, groups.indices.contains(target) else { return nil }
        if groups[target].count == 0 {
            serial &+= 1
            let name = serial &* UInt64(groups.count) &+ UInt64(target)
            groups[target] = Group(name: name, flushAt: now.adding(clamping: wait))
        }
        let position = groups[target].joined
        groups[target].count += 1
        groups[target].joined += 1
        groups[target].flushAt = min(groups[target].flushAt, latestStart)
        let name = groups[target].name
        guard groups[target].count >= size else { return (name, position, false) }
        groups[target] = Group()
        return (name, position, true)
    }

    /// A member is released before its group goes out. The time at which the group goes out stays; one without members is
    /// no more.
    /// - Returns: whether the group was still being formed.
    @discardableResult package mutating func leave(_ group: UInt64) -> Bool {
        guard !groups.isEmpty else { return false }
        let target = Int(truncatingIfNeeded: group % UInt64(groups.count))
        guard groups[target].count > 0, groups[target].name == group else { return false }
        groups[target].count -= 1
        if groups[target].count == 0 { groups[target] = Group() }
        return true
    }

    /// When the next group has waited for as long as it may; nil where none is being formed.
    package func nextFlush() -> Int64? {
        var next: Int64?
        for group in groups where group.count > 0 { next = min(next ?? group.flushAt, group.flushAt) }
        return next
    }

    /// Takes a group that is due, the one that was due first; of those due together, that of the lowest target.
    package mutating func popFlushed(at now: Int64) -> (group: UInt64, target: Int, count: Int)? {
        var first: Int?
        for target in groups.indices where groups[target].count > 0 && groups[target].flushAt <= now {
            if let known = first, groups[known].flushAt <= groups[target].flushAt { continue }
            first = target
        }
        guard let target = first else { return nil }
        let group = groups[target]
        groups[target] = Group()
        return (group.name, target, group.count)
    }
}
