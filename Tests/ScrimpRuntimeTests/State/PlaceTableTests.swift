import ScrimpRuntime
import Testing

@Suite struct PlaceTableTests {
    @Test(arguments: [1, 2, 3])
    func agreesWithADictionary(seed: UInt64) {
        var table = PlaceTable()
        var model: [UInt64: Int32] = [:]
        var generator = Generator(seed)
        for step in 0..<30_000 as Range<Int32> {
            // Few keys, so that they come and go, and meet in the table.
            let key = UInt64(generator.below(step < 15_000 ? 40 : 3_000))
            if model[key] != nil {
                table.remove(key)
                model[key] = nil
            } else {
                table.insert(key, at: step)
                model[key] = step
            }
            let other = UInt64(generator.below(3_000))
            #expect(table.place(of: other) == model[other])
            #expect(table.count == model.count)
        }
        for (key, place) in model { #expect(table.place(of: key) == place) }
    }

    @Test func removingWhatIsNotThereChangesNothing() {
        var table = PlaceTable()
        table.insert(7, at: 1)
        table.remove(8)
        #expect(table.count == 1 && table.place(of: 7) == 1 && table.place(of: 8) == nil)
    }
}
