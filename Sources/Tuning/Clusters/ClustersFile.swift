import Search

/// `clusters.yaml`: cluster profiles by name. Every error is a `FileError` with line and column.
public struct ClustersFile: Sendable {
    public let file: String
    /// In the file's order.
    public let profiles: [ClusterProfile]
    /// By the names of the profiles: where the name stands, and what it names.
    private let entries: [String: (name: YAMLNode, profile: YAMLNode)]

    /// - Parameter read: gives the text of another file that this one names (a script template), by its path relative to
    ///   this file.
    public init(
        text: String, file: String,
        reading read: (_ path: String, _ node: YAMLNode) throws(FileError) -> String
    ) throws(FileError) {
        self.file = file
        // Nothing but comments is no mistake: that is what a file of examples looks like.
        let lines = text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }
        if lines.allSatisfy({ $0.isEmpty || $0.hasPrefix("#") }) {
            (profiles, entries) = ([], [:])
            return
        }
        var profiles: [ClusterProfile] = []
        var entries: [String: (name: YAMLNode, profile: YAMLNode)] = [:]
        for (name, nameNode, node) in try YAMLNode.parse(text, file: file).entries() {
            guard StudyName.isValid(name) else {
                throw nameNode.error(
                    "`\(name)` is no name of a cluster; use letters, digits and - _ . as in `rome`")
            }
            guard name != ClusterProfile.local.name else {
                throw nameNode.error(
                    "`local` is the machine hpltune is on and needs no profile; choose another name")
            }
            profiles.append(try ClusterProfile(named: name, node, reading: read))
            entries[name] = (nameNode, node)
        }
        (self.profiles, self.entries) = (profiles, entries)
    }

    /// Where a profile says something: the innermost of `keys` that is there, else the profile's name; `nil` when there is
    /// no such profile.
    public func place(of keys: [String], in profile: String) throws(FileError) -> YAMLNode? {
        guard let entry = entries[profile] else { return nil }
        var place = entry.name
        var node = entry.profile
        for key in keys {
            guard node.isMapping, let inner = try node.entries().first(where: { $0.key == key }) else {
                break
            }
            node = inner.value
            place = inner.value
        }
        return place
    }

    /// - Parameter node: where the name was asked for.
    public func profile(named name: String, for node: YAMLNode? = nil) throws(FileError) -> ClusterProfile {
        if name == ClusterProfile.local.name { return .local }
        if let profile = profiles.first(where: { $0.name == name }) { return profile }
        let known = profiles.map(\.name) + [ClusterProfile.local.name]
        let hint = nearest(name, among: known).map { "did you mean `\($0)`?" }
        let advice =
            hint ?? "`hpltune clusters add \(StudyName.isValid(name) ? name : "NAME")` makes a profile"
        let list = "there are \(known.map { "`\($0)`" }.joined(separator: ", "))"
        let place = node == nil ? "" : " in \(file)"
        let message = "no cluster is called `\(name)`\(place); \(advice) (\(list))"
        throw node?.error(message) ?? FileError(file: file, message)
    }
}
