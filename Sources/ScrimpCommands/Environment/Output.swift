/// A buffered stream of text that goes out.
///
/// A class because it is the stream: whoever writes through it shares one buffer. A reader that went away (a broken
/// pipe) is no error: what is written afterwards is dropped, and long work may look at `isClosed` and stop.
package final class Output {
    package enum Delivery: Sendable {
        case done
        /// Nobody reads any more.
        case closed
        case failed(reason: String)
    }

    private var buffer: [UInt8] = []
    private let deliver: ([UInt8]) -> Delivery
    private static let capacity = 1 << 16

    package private(set) var isClosed = false
    /// Why bytes were lost, other than by a reader that went away.
    package private(set) var failure: String?

    package init(deliver: @escaping ([UInt8]) -> Delivery) { self.deliver = deliver }

    package func write(_ text: String) { write(text.utf8) }

    package func write(_ bytes: some Sequence<UInt8>) {
        guard !isClosed, failure == nil else { return }
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.capacity { flush() }
    }

    package func flush() {
        guard !buffer.isEmpty else { return }
        defer { buffer.removeAll(keepingCapacity: true) }
        guard !isClosed, failure == nil else { return }
        switch deliver(buffer) {
        case .done: break
        case .closed: isClosed = true
        case .failed(let reason): failure = reason
        }
    }
}
