import ScrimpEconomics
import Testing

@Suite struct BatchModelsTests {
    /// 1 + Σ P(k, λw), summed with `scipy.special.gammainc`, SciPy 1.17.1.
    @Test func expectedSizes() {
        let values: [(Int, Double, Double, Double)] = [
            (8, 2, 1.5, 3.9828059210679783), (2, 1, 1, 1.6321205588285577), (32, 10, 2, 20.981350769166436),
            (3, 0.5, 4, 2.4586588670535487), (1000, 1, 900, 900.995170791453),
        ]
        for (largest, arrivals, window, size) in values {
            #expect(
                agree(BatchModels.expectedSize(largest: largest, arrivals: arrivals, window: window), size),
                "\(largest) \(arrivals) \(window)")
        }
    }

    @Test func theClosedFormIsTheSum() {
        for largest in [1, 2, 3, 5, 20, 300] {
            for mean in [0.001, 0.7, 4, 19, 60, 290, 500] {
                var sum = 1.0
                for step in 1..<max(largest, 2) where step < largest {
                    sum += SpecialFunctions.lowerGamma(Double(step), mean) ?? .nan
                }
                #expect(
                    agree(BatchModels.expectedSize(largest: largest, arrivals: mean, window: 1), sum, within: 1e-11))
            }
        }
    }

    @Test func ends() {
        #expect(BatchModels.expectedSize(largest: 1, arrivals: 5, window: 5) == 1)
        #expect(BatchModels.expectedSize(largest: 9, arrivals: 0, window: 5) == 1)
        #expect(BatchModels.expectedSize(largest: .max, arrivals: 5, window: 5) == 26)
        #expect(BatchModels.expectedSize(largest: 0, arrivals: 5, window: 5) == nil)
        #expect(agree(BatchModels.expectedSize(largest: 10, arrivals: 1e6, window: 5), 10))
        for bad in [-1, Double.nan, .infinity] {
            #expect(BatchModels.expectedSize(largest: 3, arrivals: bad, window: 1) == nil)
            #expect(BatchModels.expectedSize(largest: 3, arrivals: 1, window: bad) == nil)
        }
    }
}
