import Yams

extension YAMLNode {
    /// Reads the one document of a YAML file.
    ///
    /// Anchors and aliases work, and so does the merge key `<<` (keys written out win over merged ones).
    /// Errors: not YAML, nothing in it, a second document, a key twice in a mapping, a key that is not a plain word, an
    /// application tag such as `!include`, aliases that unfold to more than 100,000 values.
    public static func parse(_ text: String, file: String) throws(FileError) -> YAMLNode {
        let root: Node?
        do {
            // The resolver without rules: this type tells numbers from text itself, and building Yams's regular
            // expressions costs start-up time. The encoding is named because the default asks the environment.
            root = try Yams.compose(yaml: text, .basic, .default, .utf8)
        } catch let error as YamlError {
            throw FileError(error, text: text, file: file)
        } catch {
            throw FileError(
                file: file, line: 1, column: 1, "cannot be read as YAML (\(error)); check the file")
        }
        guard let root else { throw .empty(file) }
        var conversion = YAMLConversion(file: file)
        let node = try conversion.node(root)
        guard !node.isNull else { throw .empty(file) }
        return node
    }
}

extension FileError {
    fileprivate static func empty(_ file: String) -> FileError {
        FileError(
            file: file, line: 1, column: 1,
            "there is nothing in this file; write its keys, or leave the file out")
    }
}

/// Turns Yams's nodes into ours. Counts them, because aliases of aliases grow exponentially.
private struct YAMLConversion {
    let file: String
    var count = 0

    mutating func node(_ node: Node) throws(FileError) -> YAMLNode {
        let (line, column) = (node.mark?.line, node.mark?.column)
        count += 1
        guard count <= 100_000 else {
            throw FileError(
                file: file, line: line, column: column,
                "the file unfolds to more than 100,000 values; use fewer aliases (`*name`)")
        }
        switch node {
        case .scalar(let scalar):
            let style = try style(of: scalar)
            return YAMLNode(
                file: file, line: line, column: column, content: .scalar(text: scalar.string, style: style))
        case .sequence(let sequence):
            try refuse(tag: sequence.tag, line, column)
            var items: [YAMLNode] = []
            for item in sequence { items.append(try self.node(item)) }
            return YAMLNode(file: file, line: line, column: column, content: .sequence(items))
        case .mapping(let mapping):
            try refuse(tag: mapping.tag, line, column)
            return YAMLNode(
                file: file, line: line, column: column, content: .mapping(try entries(of: mapping)))
        case .alias:
            throw FileError(
                file: file, line: line, column: column, "an alias that leads nowhere; write the value out")
        }
    }

    private mutating func entries(of mapping: Node.Mapping) throws(FileError) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var merged: [YAMLNode.Entry] = []
        for (key, value) in mapping {
            let keyNode = try self.keyNode(key)
            guard case .scalar(let text, let style) = keyNode.content, style != .block, !keyNode.isNull else {
                throw keyNode.error("a key is a word, found \(keyNode.summary); write `key: value`")
            }
            let valueNode = try node(value)
            if text == "<<", style == .plain {
                merged += try mergedEntries(valueNode)
            } else {
                entries.append(YAMLNode.Entry(key: text, keyNode: keyNode, value: valueNode))
            }
        }
        for entry in merged where !entries.contains(where: { $0.key == entry.key }) { entries.append(entry) }
        return entries
    }

    /// Looking for doubled keys, Yams has marked every key as text; how it was written still tells `<<` from `"<<"`.
    private mutating func keyNode(_ key: Node) throws(FileError) -> YAMLNode {
        let node = try self.node(key)
        guard case .scalar(let scalar) = key, scalar.style == .plain else { return node }
        return YAMLNode(
            file: file, line: node.line, column: node.column,
            content: .scalar(text: scalar.string, style: .plain))
    }

    private func mergedEntries(_ value: YAMLNode) throws(FileError) -> [YAMLNode.Entry] {
        switch value.content {
        case .mapping(let entries): return entries
        case .sequence(let items) where items.allSatisfy(\.isMapping):
            var entries: [YAMLNode.Entry] = []
            for item in items { entries += try mergedEntries(item) }
            return entries
        default: throw value.error("`<<` merges mappings, found \(value.summary); write `<<: *name`")
        }
    }

    private func style(of scalar: Node.Scalar) throws(FileError) -> YAMLNode.ScalarStyle {
        try refuse(tag: scalar.tag, scalar.mark?.line, scalar.mark?.column)
        switch scalar.style {
        case .literal, .folded: return .block
        case .singleQuoted, .doubleQuoted: return .quoted
        case .plain, .any: return scalar.tag.description == Tag.Name.str.rawValue ? .quoted : .plain
        }
    }

    /// An application's tag asks for something that nobody here does; reading past it would lose what was meant.
    private func refuse(tag: Tag, _ line: Int?, _ column: Int?) throws(FileError) {
        let name = tag.description
        guard name.hasPrefix("!"), name.count > 1 else { return }
        throw FileError(
            file: file, line: line, column: column, "the tag `\(name)` means nothing here; leave it out")
    }
}
