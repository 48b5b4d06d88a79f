import ScrimpCommands
import Testing

@Suite struct OutputTests {
    @Test func deliversInLargePieces() {
        var pieces: [Int] = []
        let output = Output { bytes in
            pieces.append(bytes.count)
            return .done
        }
        for _ in 0..<100_000 { output.write("0123456789") }
        output.flush()
        output.flush()
        #expect(pieces.reduce(0, +) == 1_000_000)
        #expect(pieces.count < 20)
    }

    @Test func dropsAllAfterTheReaderWentAway() {
        var deliveries = 0
        let output = Output { _ in
            deliveries += 1
            return .closed
        }
        output.write("a")
        output.flush()
        output.write("b")
        output.flush()
        #expect(deliveries == 1)
        #expect(output.isClosed)
        #expect(output.failure == nil)
    }
}
