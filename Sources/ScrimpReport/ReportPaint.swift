/// Colours of a report on a terminal, or none. Lines are laid out before they are painted.
struct ReportPaint {
    enum Part: String {
        case strong = "1"
        case gain = "1;32"
        case loss = "1;33"
    }

    let isOn: Bool

    func callAsFunction(_ line: String, _ part: Part) -> String {
        isOn && !line.isEmpty ? "\u{1b}[" + part.rawValue + "m" + line + "\u{1b}[0m" : line
    }
}
