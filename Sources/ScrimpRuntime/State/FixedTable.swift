/// A table that is made once and never changes, and whose readers nobody counts.
///
/// An array that threads share is written to by each of them, because its references are counted; that makes them wait for each
/// other although they only read. This is a handle like `Guarded`: copies are the same table, and whoever makes it destroys it
/// when no thread uses it any more.
///
/// Safe and sendable, because it is only read, indices are checked, and its owner outlives all who use it.
@safe
struct FixedTable<Element: Sendable>: @unchecked Sendable {
    private let start: UnsafeMutablePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        unsafe start = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
        for (index, element) in elements.enumerated() { unsafe (start + index).initialize(to: element) }
        count = elements.count
    }

    /// Ends the table. For its owner.
    func destroy() {
        unsafe start.deinitialize(count: count)
        unsafe start.deallocate()
    }

    @inline(__always)
    subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "an index of the table")
        return unsafe start[index]
    }
}
