import Glibc

/// Reads the files that users write.
public enum TextFile {
    /// Larger ones are no settings.
    static let sizeLimit = 4 << 20

    /// The whole of a UTF-8 file. Errors: not there, not readable, a folder, larger than 4 MiB, not UTF-8 (with the place).
    public static func read(_ path: String) throws(FileError) -> String {
        guard let text = try readIfPresent(path) else {
            throw FileError(file: path, "there is no such file; check the path")
        }
        return text
    }

    /// The same, and `nil` when nothing is at that path.
    public static func readIfPresent(_ path: String) throws(FileError) -> String? {
        guard let stream = fopen(path, "re") else {
            if errno == ENOENT { return nil }
            throw unreadable(path, errno)
        }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, stream)
            let reason = errno
            bytes += chunk[..<count]
            guard bytes.count <= sizeLimit else {
                throw FileError(file: path, "larger than 4 MiB, which no settings file is; check the path")
            }
            if count < chunk.count {
                if ferror(stream) != 0 { throw unreadable(path, reason) }
                break
            }
        }
        return try text(of: bytes, file: path)
    }

    /// The text of a file that was read already. Error: not UTF-8, with the place.
    public static func text(of bytes: [UInt8], file: String) throws(FileError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw notUTF8(bytes, file) }
        return text
    }

    /// The names of the files in a folder that end like this, sorted; none when there is no such folder.
    static func names(in folder: String, ending suffix: String) throws(FileError) -> [String] {
        guard let directory = opendir(folder) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw unreadable(folder, errno)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(suffix), name.count > suffix.count { names.append(name) }
        }
        return names.sorted()
    }

    private static func unreadable(_ path: String, _ code: Int32) -> FileError {
        FileError(
            file: path, "cannot be read (\(String(cString: strerror(code)))); check its path and permissions")
    }

    private static func notUTF8(_ bytes: [UInt8], _ path: String) -> FileError {
        var parser = UTF8.ForwardParser()
        var input = bytes.makeIterator()
        var (line, column) = (1, 1)
        parsing: while true {
            switch parser.parseScalar(from: &input) {
            case .valid(let scalar):
                (line, column) = UTF8.decode(scalar) == "\n" ? (line + 1, 1) : (line, column + 1)
            case .error, .emptyInput: break parsing
            }
        }
        return FileError(
            file: path, line: line, column: column, "a byte that is not UTF-8; save the file as UTF-8")
    }
}
