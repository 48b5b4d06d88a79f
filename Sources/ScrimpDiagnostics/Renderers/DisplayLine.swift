/// A line of source as columns of a terminal: what each piece of bytes shows as, and where.
struct DisplayLine {
    private struct Piece {
        /// Offset of its first byte in the text.
        var start: Int
        var column: Int
        var text: String
        var width: Int
    }

    private var pieces: [Piece] = []
    let start: Int
    let end: Int
    /// Columns of the whole line.
    let width: Int

    /// The line must be decoded from a range of bytes without its line end. A range that starts within a line (of a very
    /// long one) counts columns from there.
    init(_ bytes: ArraySlice<UInt8>) {
        start = bytes.startIndex
        end = bytes.endIndex
        var column = 0
        var offset = bytes.startIndex
        var iterator = bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        decoding: while true {
            let text: String
            let width: Int
            let length: Int
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                length = encoded.count
                if scalar == "\t" {
                    width = VisibleText.tabWidth - column % VisibleText.tabWidth
                    text = String(repeating: " ", count: width)
                } else if let replacement = VisibleText.replacement(for: scalar) {
                    text = replacement
                    width = replacement.utf8.count
                } else {
                    text = String(scalar)
                    width = VisibleText.width(of: scalar)
                }
            case .error(let count):
                (text, width, length) = ("\u{fffd}", 1, count)
            case .emptyInput:
                break decoding
            }
            pieces.append(Piece(start: offset, column: column, text: text, width: width))
            column += width
            offset += length
        }
        self.width = column
    }

    /// The column at which a byte's character starts; the line's width at its end and beyond.
    func column(at offset: Int) -> Int {
        guard offset < end else { return width }
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].start <= offset { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : pieces[low - 1].column
    }

    /// What is to be seen in a window of columns; a character that it cuts is left out and blanks fill its place.
    func text(in window: Range<Int>) -> String {
        var result = ""
        var column = window.lowerBound
        for piece in pieces where piece.column + piece.width > window.lowerBound && piece.column < window.upperBound {
            guard piece.column >= window.lowerBound, piece.column + piece.width <= window.upperBound else { continue }
            while column < piece.column {
                result += " "
                column += 1
            }
            result += piece.text
            column = piece.column + piece.width
        }
        return result
    }

    /// The offset of the first byte that is no blank, or nil.
    var firstInk: Int? { pieces.first { $0.text.contains { $0 != " " } }?.start }
}
