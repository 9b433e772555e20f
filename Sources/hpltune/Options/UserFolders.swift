import Glibc

/// The user's folders by the XDG Base Directory Specification.
enum UserFolders {
    static func data() throws -> String { try folder("XDG_DATA_HOME", else: ".local/share") }
    static func state() throws -> String { try folder("XDG_STATE_HOME", else: ".local/state") }
    static func settings() throws -> String { try folder("XDG_CONFIG_HOME", else: ".config") }

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
        return String(cString: folder) + "/" + self
    }
}

extension String {
    /// The folder a path is in, `.` for a bare name.
    var parentFolder: String {
        guard let slash = lastIndex(of: "/") else { return "." }
        return slash == startIndex ? "/" : String(self[..<slash])
    }
}
