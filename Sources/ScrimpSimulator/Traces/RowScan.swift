/// What one pass over the read buffer has come to.
struct RowScan {
    enum Stop {
        /// The chunk is full.
        case full
        /// The next row is not complete in the buffer, or there is none.
        case needsBytes
        /// A row with a quote that is never closed begins at `position`.
        case unclosedQuote
        /// A bad row in strict reading, or a fault of the declaration.
        case refused
    }

    /// Where the next row begins.
    var position: Int
    /// How many rows of the chunk are filled.
    var row: Int
    /// The line of the file on which the next row begins, from one.
    var line: Int
    var stop = Stop.needsBytes
}

/// The part of the read buffer that holds text. Line feeds follow it, `Words.padding` of them.
struct ScanWindow {
    /// Where the text ends.
    var limit: Int
    /// Whether the source has no more bytes, so that the last row may lack its line end.
    var isFinal: Bool
    /// How many rows a chunk takes.
    var capacity: Int
    var strict: Bool
}
