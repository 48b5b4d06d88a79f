import ScrimpTestSupport
import Testing

@testable import ScrimpSimulator

@Suite struct EventHeapTests {
    /// Events come by time, and those of one time as they were added, however adding and taking are mixed.
    @Test func ordersByTimeThenArrival() {
        var random = SeededGenerator(seed: 4)
        var heap = EventHeap()
        var model: [(time: Int64, number: Int32)] = []
        var number: Int32 = 0
        for _ in 0..<4_000 {
            if random.chance(55) {
                let time = Int64(random.below(50))
                heap.push(Event(time: time, kind: random.chance(50) ? .finish : .look, index: number))
                model.append((time, number))
                number += 1
            } else {
                let least = model.indices.min {
                    (model[$0].time, model[$0].number) < (model[$1].time, model[$1].number)
                }
                #expect(heap.nextTime == least.map { model[$0].time })
                #expect(heap.pop()?.index == least.map { model[$0].number })
                if let least { model.remove(at: least) }
            }
            #expect(heap.count == model.count)
        }
        while heap.pop() != nil {}
        #expect(heap.work == 0)
        #expect(heap.isEmpty)
    }
}
