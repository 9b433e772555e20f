import Search

/// `clusters.yaml`: cluster profiles by name. Every error is a `FileError` with line and column.
public struct ClustersFile: Sendable {
    public let file: String
    /// In the file's order.
    public let profiles: [ClusterProfile]

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
            profiles = []
            return
        }
        var profiles: [ClusterProfile] = []
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
        }
        self.profiles = profiles
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
