import ScrimpSchema
import ScrimpSyntax

/// What is called around a caret, and which of its parameters stands there.
package struct Signature: Sendable {
    package let label: String
    package let help: String
    /// As they stand in the label, with their help.
    package let parameters: [(label: String, help: String)]
    package let active: Int
}

extension Workspace {
    package mutating func signature(_ path: String, offset: Int) -> Signature? {
        guard let place = placeOfCaret(path, offset: offset), let call = place.context.call else { return nil }
        let named = place.context.path.lazy.compactMap { placed -> String? in
            guard place.context.tree.nodes[placed.node].kind == .argument,
                let first = place.context.tree.children(of: placed.node).first,
                place.context.tree.nodes[first].kind == .fieldPath
            else { return nil }
            return place.context.tree.names(of: first).first?.text
        }.first
        let label: String
        let help: String
        let parameters: [(name: String, help: String)]
        let positional: Int
        switch call.callee {
        case .function(let function):
            (label, help, positional) = (function.signature, function.help, function.positional)
            parameters = function.parameters.map { ($0.name, $0.help) }
        case .alternative(let alternative), .fill(let alternative, _):
            (label, help, positional) = (alternative.signature, alternative.help, alternative.positional)
            parameters = alternative.parameters.map { ($0.name, $0.help) }
        case .unknown: return nil
        }
        let active = named.flatMap { name in parameters.firstIndex { $0.name == name } } ?? call.argument
        let shown = parameters.enumerated().map { index, parameter in
            (label: index < positional ? parameter.name : "\(parameter.name):", help: parameter.help)
        }
        return Signature(
            label: label, help: help, parameters: shown, active: min(active, max(0, shown.count - 1)))
    }
}
