import Glibc

/// Whether a file that is there may be replaced by what `export` writes: one that it has written may, and an empty one.
enum ExportedFile {
    /// Stands at the end of the second line of an exported HPL.dat, a line that HPL does not read.
    static let mark = "; by hpltune"

    /// An HPL.dat with the mark in it.
    static func marked(inputFile text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.count > 1 { lines[1] += mark }
        return lines.joined(separator: "\n")
    }

    /// - Throws: `CommandFailure` when there is another file.
    static func requireOwn(_ path: String, hpltune command: String) throws {
        var status = stat()
        // What is no regular file is not replaced; writing will say what is wrong with a path.
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return }
        let head = String(decoding: try InputBytes.head(path, 4096), as: UTF8.self)
        guard !isOwn(head) else { return }
        throw CommandFailure(
            "\(path): is there already, and `\(command)` has not written it; choose another place with -o, or replace it "
                + "with --force")
    }

    /// - Parameter head: how the file begins.
    static func isOwn(_ head: String) -> Bool {
        let lines = head.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
        if lines.count > 1, lines[1].hasSuffix(mark) { return true }
        if head.hasPrefix("trial,round,state,N,") { return true }
        let start = head.prefix(200).filter { !$0.isWhitespace }
        return start == "[]" || start.hasPrefix("[{\"id\":") && start.contains(",\"round\":")
    }
}
