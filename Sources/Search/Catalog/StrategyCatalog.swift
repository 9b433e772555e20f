/// Finds strategies by name: in `strategies/` of the working directory, then in the user's folder, then among those
/// compiled in. A name with a `/`, or ending in `.yaml`, is a path.
public struct StrategyCatalog: Sendable {
    public enum Origin: Sendable, Hashable, CustomStringConvertible {
        case file(String)
        case builtIn

        public var description: String {
            switch self {
            case .file(let path): path
            case .builtIn: "built in"
            }
        }
    }

    public struct Entry: Sendable {
        public let name: String
        public let origin: Origin
        /// Empty when the file has none or cannot be read.
        public let description: String
        /// What is wrong with the file.
        public let error: FileError?
    }

    private let workingDirectory: String
    private let folders: [String]

    /// - Parameters:
    ///   - workingDirectory: where relative paths begin and `strategies/` is looked for.
    ///   - userDirectory: the user's folder of strategy files, see `userDirectory(environment:)`.
    public init(workingDirectory: String, userDirectory: String?) {
        self.workingDirectory = workingDirectory
        folders = [workingDirectory + "/strategies"] + (userDirectory.map { [$0] } ?? [])
    }

    /// `$XDG_CONFIG_HOME/hpltune/strategies`, else `~/.config/hpltune/strategies`; `nil` when neither is set. A relative
    /// XDG_CONFIG_HOME does not count, as the XDG specification demands.
    public static func userDirectory(environment: [String: String]) -> String? {
        if let configuration = environment["XDG_CONFIG_HOME"], configuration.hasPrefix("/") {
            return configuration + "/hpltune/strategies"
        }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return home + "/.config/hpltune/strategies"
    }

    /// What can be had by name, by name; a file that shadows another strategy stands for it. A file that cannot be used
    /// is listed with its error. Error: a folder that cannot be read.
    public func list() throws(FileError) -> [Entry] {
        var entries: [String: Entry] = [:]
        for preset in Preset.all {
            entries[preset.name] = entry(preset.name, .builtIn) { () throws(FileError) in try preset.file() }
        }
        for folder in folders.reversed() {
            for file in try TextFile.names(in: folder, ending: ".yaml") {
                let name = StrategyFile.name(of: file)
                let path = "\(folder)/\(file)"
                entries[name] = entry(name, .file(path)) { () throws(FileError) in
                    try StrategyFile(text: try TextFile.read(path), file: path)
                }
            }
        }
        return entries.values.sorted { $0.name < $1.name }
    }

    /// - Parameters:
    ///   - nameOrPath: what the user wrote.
    ///   - overrides: see `StrategyFile`.
    /// - Throws: no such file; an unknown name, with the nearest one and the list; whatever is wrong in the file.
    public func load(
        _ nameOrPath: String, overrides: [(key: String, value: String)] = []
    ) throws(FileError) -> StrategyFile {
        if nameOrPath.contains("/") || nameOrPath.hasSuffix(".yaml") {
            let path = nameOrPath.hasPrefix("/") ? nameOrPath : "\(workingDirectory)/\(nameOrPath)"
            guard let text = try TextFile.readIfPresent(path) else {
                throw FileError(file: nameOrPath, "there is no such strategy file; check the path")
            }
            return try StrategyFile(text: text, file: nameOrPath, overrides: overrides)
        }
        for folder in folders {
            let path = "\(folder)/\(nameOrPath).yaml"
            if let text = try TextFile.readIfPresent(path) {
                return try StrategyFile(text: text, file: path, overrides: overrides)
            }
        }
        if let preset = Preset.all.first(where: { $0.name == nameOrPath }) {
            return try preset.file(overrides: overrides)
        }
        let names = try list().map(\.name)
        throw FileError(
            file: "strategy",
            unknownWord("strategy", nameOrPath, among: names, listing: true)
                + "; or give the path of a .yaml file")
    }

    private func entry(
        _ name: String, _ origin: Origin, load: () throws(FileError) -> StrategyFile
    ) -> Entry {
        do throws(FileError) {
            return Entry(name: name, origin: origin, description: try load().description, error: nil)
        } catch {
            return Entry(name: name, origin: origin, description: "", error: error)
        }
    }
}
