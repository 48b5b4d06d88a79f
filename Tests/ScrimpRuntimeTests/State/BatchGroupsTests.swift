import ScrimpRuntime
import ScrimpTestSupport
import Testing

@Suite struct BatchGroupsTests {
    /// Groups with the latest start of every member.
    private struct Naive {
        struct Group {
            var name: UInt64
            var target: Int
            var firstJoin: Int64
            var starts: [Int64]
            var members: Int
        }
        let size: Int
        let wait: Int64
        var open: [Group] = []

        func flush(_ group: Group) -> Int64 { min(group.firstJoin + wait, group.starts.min() ?? .max) }

        var next: Group? {
            open.min { (flush($0), $0.target) < (flush($1), $1.target) }
        }
    }

    @Test(arguments: [1, 2, 3, 8, 32], [0, 1, 50, 1_000] as [Int64])
    func agreesWithAListOfGroups(_ size: Int, _ wait: Int64) {
        var generator = SeededGenerator(seed: UInt64(size) * 7_919 + UInt64(wait))
        let targets = 3
        var groups = BatchGroups(size: size, wait: wait, targets: targets)
        var naive = Naive(size: size, wait: wait)
        var names: Set<UInt64> = []
        var now: Int64 = 0
        var (filled, flushed, alone) = (0, 0, 0)
        for _ in 0..<3_000 {
            let until = now + Int64(generator.below(20))
            // Whoever drives it comes back at the time that it named.
            while let next = groups.nextFlush(), next <= until {
                #expect(naive.next.map { naive.flush($0) } == next)
                now = max(now, next)
                guard let group = groups.popFlushed(at: now), let expected = naive.next else {
                    Issue.record("nothing was due at \(now)")
                    return
                }
                #expect(group.group == expected.name && group.target == expected.target)
                #expect(group.count == expected.members)
                // Never later than the latest start of any member.
                #expect(expected.starts.allSatisfy { now <= $0 })
                #expect(now <= expected.firstJoin + wait)
                naive.open.removeAll { $0.name == group.group }
                flushed += 1
            }
            #expect(groups.popFlushed(at: now) == nil)
            now = until
            if generator.chance(10), let group = generator.pick(naive.open) {
                #expect(groups.leave(group.name) == true)
                for index in naive.open.indices where naive.open[index].name == group.name {
                    naive.open[index].members -= 1
                }
                naive.open.removeAll { $0.members == 0 }
            } else {
                let target = generator.below(targets)
                let latest = now + Int64(generator.below(120)) - 10
                let joined = groups.join(target: target, latestStart: latest, at: now)
                guard latest > now else {
                    #expect(joined == nil)
                    alone += 1
                    continue
                }
                guard let joined else {
                    Issue.record("a call that could wait was sent alone")
                    return
                }
                if let index = naive.open.firstIndex(where: { $0.target == target }) {
                    #expect(joined.group == naive.open[index].name)
                    #expect(joined.position == naive.open[index].starts.count)
                    naive.open[index].starts.append(latest)
                    naive.open[index].members += 1
                } else {
                    #expect(joined.position == 0 && joined.group != 0)
                    #expect(names.insert(joined.group).inserted)
                    naive.open.append(
                        .init(name: joined.group, target: target, firstJoin: now, starts: [latest], members: 1))
                }
                let isFull = naive.open.contains { $0.name == joined.group && $0.members >= size }
                #expect(joined.isFull == isFull)
                if isFull {
                    naive.open.removeAll { $0.name == joined.group }
                    filled += 1
                    #expect(groups.leave(joined.group) == false)
                }
            }
            #expect(groups.nextFlush() == naive.next.map { naive.flush($0) })
        }
        #expect(alone > 100 && filled + flushed > 100)
        if size == 1 { #expect(flushed == 0) }
    }

    @Test func thoseThatHaveLeftMakeRoom() throws {
        var groups = BatchGroups(size: 3, wait: 100, targets: 1)
        let firstResult = groups.join(target: 0, latestStart: 1_000, at: 0)
        let first = try #require(firstResult)
        let secondResult = groups.join(target: 0, latestStart: 1_000, at: 1)
        let second = try #require(secondResult)
        #expect(first == (first.group, 0, false) && second == (first.group, 1, false))
        #expect(groups.leave(first.group) == true)
        let thirdResult = groups.join(target: 0, latestStart: 1_000, at: 2)
        let third = try #require(thirdResult)
        #expect(third == (first.group, 2, false))
        let fourthResult = groups.join(target: 0, latestStart: 1_000, at: 3)
        let fourth = try #require(fourthResult)
        #expect(fourth == (first.group, 3, true))
        #expect(groups.nextFlush() == nil && groups.popFlushed(at: .max) == nil)
    }

    @Test func aGroupThatEverybodyHasLeftIsNoMore() throws {
        var groups = BatchGroups(size: 3, wait: 100, targets: 2)
        let firstResult = groups.join(target: 1, latestStart: 50, at: 0)
        let first = try #require(firstResult)
        #expect(groups.nextFlush() == 50)
        #expect(groups.leave(first.group) == true)
        #expect(groups.leave(first.group) == false)
        #expect(groups.nextFlush() == nil)
        let secondResult = groups.join(target: 1, latestStart: 500, at: 10)
        let second = try #require(secondResult)
        #expect(second.group != first.group && groups.nextFlush() == 110)
    }

    @Test func whatIsDueStillTakesMembers() throws {
        var groups = BatchGroups(size: 3, wait: 10, targets: 1)
        let firstResult = groups.join(target: 0, latestStart: 100, at: 0)
        let first = try #require(firstResult)
        let lateResult = groups.join(target: 0, latestStart: 100, at: 20)
        let late = try #require(lateResult)
        #expect(late.group == first.group)
        #expect(groups.popFlushed(at: 9) == nil)
        let outResult = groups.popFlushed(at: 20)
        let out = try #require(outResult)
        #expect(out == (first.group, 0, 2))
    }

    @Test func oddSettingsAreHarmless() {
        var groups = BatchGroups(size: -1, wait: .min, targets: -3)
        #expect(groups.join(target: 0, latestStart: .max, at: 0) == nil)
        #expect(groups.leave(1) == false)
        var far = BatchGroups(size: 2, wait: .max, targets: 1)
        #expect(far.join(target: 0, latestStart: .max, at: .max - 1)?.isFull == false)
        #expect(far.nextFlush() == .max)
        #expect(far.join(target: 1, latestStart: .max, at: 0) == nil)
        #expect(far.join(target: -1, latestStart: .max, at: 0) == nil)
        #expect(far.leave(.max) == false)
    }
}
