/// The measures of the one layout, in columns that count Unicode scalars.
package enum FormattingRules {
    /// How much further in a block stands than what holds it.
    package static let indentation = 4
    /// Code that was written on one line stays on one line up to here; comments do not count.
    package static let widest = 120
    /// Where comments behind code begin, unless code of their run reaches further.
    package static let commentColumn = 43
    /// The fewest blanks between code and a comment in `commentColumn`.
    package static let commentGap = 2
    /// The blanks between a comment and the longest code of its run, where that reaches beyond `commentColumn`.
    package static let wideCommentGap = 3
    /// Longer code does not push the comments of its run to the right.
    package static let widestBeforeComments = 80
    /// How many blanks the arrows of a route may keep behind the longest condition, where they already stand in one column.
    package static let mostBlanksBeforeArrows = 8
}
