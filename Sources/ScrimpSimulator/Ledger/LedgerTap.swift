/// What a replay tells of every request, beside its sums. A replay without one does no more than ask whether there is one.
package struct LedgerTap {
    /// How the request's own part of a row is written; nil where nobody wants it.
    package var format: LedgerFormat?
    /// Told of each chunk before its rows are replayed.
    package var willReplay: (TraceChunk, TraceSource) -> Void
    /// Told of each request when it has come to its end, in the order of arrival.
    package var record: (_ entry: LedgerEntry, _ request: [UInt8]) -> Void

    package init(
        format: LedgerFormat? = nil, willReplay: @escaping (TraceChunk, TraceSource) -> Void = { _, _ in },
        record: @escaping (_ entry: LedgerEntry, _ request: [UInt8]) -> Void
    ) {
        self.format = format
        self.willReplay = willReplay
        self.record = record
    }
}
