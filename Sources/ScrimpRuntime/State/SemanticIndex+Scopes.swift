import ScrimpPlan

extension SemanticIndex {
    func scope(_ values: ArraySlice<Int64>, _ context: Fingerprint) -> Int? {
        scopeTable.find(EntryTable.hash(values, of: attributes, context)) { scope in
            scopes[scope].context == context && EntryTable.hasKey(scope, in: scopeKeys, values, of: attributes)
        }
    }

    mutating func makeScope(_ values: ArraySlice<Int64>, _ context: Fingerprint) -> Int {
        let scope: Int
        if let known = freeScopes.popLast() {
            scope = Int(known)
            scopes[scope] = Scope(context: context)
        } else {
            scope = scopes.count
            scopes.append(Scope(context: context))
            scopeKeys.append(contentsOf: repeatElement(0, count: attributes.count))
        }
        for (index, attribute) in attributes.enumerated() {
            scopeKeys[scope * attributes.count + index] = values[values.startIndex + attribute]
        }
        scopeTable.insert(scope, hash: EntryTable.hash(values, of: attributes, context))
        return scope
    }

    /// Puts an entry at the end of a scope.
    mutating func link(_ entry: Int, to scope: Int) {
        let own = Int32(truncatingIfNeeded: entry)
        let last = scopes[scope].last
        entries[entry].scope = Int32(truncatingIfNeeded: scope)
        entries[entry].next = -1
        entries[entry].previous = last
        if last >= 0 { entries[Int(last)].next = own } else { scopes[scope].first = own }
        scopes[scope].last = own
    }

    /// Takes an entry out of its scope; a scope without entries is let go.
    mutating func unlink(_ entry: Int) {
        let own = entries[entry]
        let scope = Int(own.scope)
        if own.previous >= 0 { entries[Int(own.previous)].next = own.next } else { scopes[scope].first = own.next }
        if own.next >= 0 { entries[Int(own.next)].previous = own.previous } else { scopes[scope].last = own.previous }
        guard scopes[scope].first < 0 else { return }
        scopeTable.remove(scope)
        freeScopes.append(own.scope)
    }
}
