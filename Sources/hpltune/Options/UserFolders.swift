import Glibc
import Search

/// The user's folders by the XDG Base Directory Specification.
enum UserFolders {
    static func data() throws -> String { try folder("XDG_DATA_HOME", else: ".local/share") }
    static func state() throws -> String { try folder("XDG_STATE_HOME", else: ".local/state") }

    /// Where strategies are found by name.
    static func strategies() -> StrategyCatalog {
        StrategyCatalog(
            workingDirectory: "".absolutePath,
            userDirectory: StrategyCatalog.userDirectory(environment: [
                "XDG_CONFIG_HOME": ProcessVariables["XDG_CONFIG_HOME"] ?? "",
                "HOME": ProcessVariables["HOME"] ?? "",
            ]))
    }

    /// The file with the preferences; `nil` when no home folder is known.
    static func preferences() -> String? { configuration().map { $0 + "/config.yaml" } }

    /// The folder with what users write for all of hpltune; `nil` when no home folder is known.
    static func configuration() -> String? {
        if let folder = ProcessVariables["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
            return folder + "/hpltune"
        }
        return ProcessVariables["HOME"].map { $0 + "/.config/hpltune" }
    }

    static func home() throws -> String {
        if let home = ProcessVariables["HOME"] { return home }
        if let entry = getpwuid(getuid()), let home = entry.pointee.pw_dir { return String(cString: home) }
        throw CommandFailure("hpltune: no home folder is known; set HOME")
    }

    private static func folder(_ variable: String, else subfolder: String) throws -> String {
        // The specification says that a relative path is to be ignored.
        if let folder = ProcessVariables[variable], folder.hasPrefix("/") { return folder }
        return try home() + "/" + subfolder
    }
}

extension String {
    /// The path made absolute against the working directory; `~/` is the user's home.
    var absolutePath: String {
        if hasPrefix("/") { return self }
        if hasPrefix("~/"), let home = ProcessVariables["HOME"] { return home + dropFirst(1) }
        guard let folder = getcwd(nil, 0) else { return self }
        defer { free(folder) }
        var relative = self[...]
        while relative.hasPrefix("./") { relative = relative.dropFirst(2).drop { $0 == "/" } }
        return String(cString: folder) + (relative.isEmpty || relative == "." ? "" : "/" + relative)
    }
}

extension String {
    /// The folder a path is in, `.` for a bare name.
    var parentFolder: String {
        guard let slash = lastIndex(of: "/") else { return "." }
        return slash == startIndex ? "/" : String(self[..<slash])
    }
}
