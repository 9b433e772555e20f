extension YAMLNode {
    /// This mapping with the value at a dotted path (`initial.sobol`) replaced or added, as `--set initial.sobol=8` asks.
    /// Errors about the new value name the switch, since it stands in no file.
    func setting(_ path: String, to value: String) throws(FileError) -> YAMLNode {
        let origin = "--set \(path)=\(value)"
        let node: YAMLNode
        if value.allSatisfy(\.isWhitespace) {
            node = YAMLNode(file: origin, line: nil, column: nil, content: .scalar(text: "", style: .plain))
        } else {
            node = try YAMLNode.parse(value, file: origin).withoutPlace
        }
        return replacing(path.split(separator: ".", omittingEmptySubsequences: false)[...], by: node)
    }

    private func replacing(_ path: ArraySlice<Substring>, by node: YAMLNode) -> YAMLNode {
        guard let key = path.first.map(String.init) else { return node }
        var (entries, place) = ([Entry](), (file: node.file, line: node.line, column: node.column))
        if case .mapping(let own) = content { (entries, place) = (own, (file, line, column)) }
        let index = entries.firstIndex { $0.key == key }
        let old =
            index.map { entries[$0].value }
            ?? YAMLNode(file: node.file, line: nil, column: nil, content: .mapping([]))
        let keyNode =
            index.map { entries[$0].keyNode }
            ?? YAMLNode(file: node.file, line: nil, column: nil, content: .scalar(text: key, style: .plain))
        let entry = Entry(key: key, keyNode: keyNode, value: old.replacing(path.dropFirst(), by: node))
        if let index { entries[index] = entry } else { entries.append(entry) }
        return YAMLNode(file: place.file, line: place.line, column: place.column, content: .mapping(entries))
    }

    private var withoutPlace: YAMLNode {
        let content: Content =
            switch content {
            case .scalar: content
            case .sequence(let items): .sequence(items.map(\.withoutPlace))
            case .mapping(let entries):
                .mapping(
                    entries.map {
                        Entry(key: $0.key, keyNode: $0.keyNode.withoutPlace, value: $0.value.withoutPlace)
                    })
            }
        return YAMLNode(file: file, line: nil, column: nil, content: content)
    }
}
