import HPL
import Search
import Tuning

/// The HPL that is to be tuned: the study file's, else the cluster's profile's, else `HPLTUNE_XHPL`, else `xhpl` on the PATH, else the one that
/// `scripts/hpltune` built (`HPLTUNE_BUILT_XHPL`), else `hpcc` on the PATH.
struct HPLFinder {
    let cluster: ClusterProfile
    let programs: ProgramSearch

    /// - Parameter node: the study file's `hpl.executable`.
    func executable(_ node: YAMLNode?) async throws -> String {
        if let node {
            let text = try node.string()
            guard let path = try await programs.path([text.relative(toFolderOf: node.file)]) else {
                throw node.error(
                    "`\(text)` is not a program that can be run; give the path of an xhpl, or leave it out")
            }
            return path
        }
        if let text = cluster.executable {
            guard let path = try await programs.path([text]) else {
                throw UserClusters.mistake(
                    "`\(text)` is not a program that can be run; give the path of an xhpl, or leave it out",
                    at: ["executable"], of: cluster)
            }
            return path
        }
        if let path = ProcessVariables["HPLTUNE_XHPL"] {
            guard let program = ProgramFinder.find(path) else {
                throw CommandFailure(
                    "hpltune: HPLTUNE_XHPL is `\(path)`, which is not a program that can be run; "
                        + "set it to an xhpl, or unset it")
            }
            return program
        }
        let built = ProcessVariables["HPLTUNE_BUILT_XHPL"] ?? "xhpl"
        if let program = try await programs.path(["xhpl", built, "hpcc"]) { return program }
        throw CommandFailure(
            "hpltune: no HPL found; `scripts/install-hpl` builds one, "
                + "or set HPLTUNE_XHPL or hpl.executable in a study file to the path of an xhpl")
    }

    /// - Parameter node: the study file's `hpl.flavor`.
    static func flavor(_ node: YAMLNode?, of executable: String) throws -> Flavor {
        guard let node, try node.string() != "auto" else { return Flavor.detect(executable: executable) }
        let text = try node.string()
        guard let flavor = Flavor(rawValue: text) else {
            throw node.error(unknownWord("flavor", text, among: Flavor.allCases.map(\.rawValue) + ["auto"]))
        }
        return flavor
    }
}

extension String {
    /// A path that is meant from the file it stands in, a bare name too.
    func beside(_ file: String) -> String { (contains("/") ? self : "./" + self).relative(toFolderOf: file) }

    /// A path with a slash is meant from the file it stands in; a bare name is left to the PATH.
    func relative(toFolderOf file: String) -> String {
        guard contains("/"), !hasPrefix("/"), !hasPrefix("~") else { return self }
        let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return folder.isEmpty ? self : folder.joined(separator: "/") + "/" + self
    }
}
