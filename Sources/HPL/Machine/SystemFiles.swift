import Glibc

/// Reads the small text files of /proc and /sys, below a root that tests replace by a tree of their own.
///
/// A file that is absent or unreadable is `nil`: what a kernel, a container or a permission hides is simply
/// unknown.
struct SystemFiles {
    let root: String

    /// At most `limit` bytes from the start of a file.
    static func bytes(of path: String, limit: Int) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < limit {
            let count = read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
            if count < 0 {
                if errno == EINTR { continue }
                return nil
            }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        return bytes
    }

    func text(_ path: String) -> String? {
        Self.bytes(of: located(path), limit: 1 << 22).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The file's single word; `nil` also when it is empty.
    func word(_ path: String) -> String? {
        text(path)?.split(whereSeparator: \.isWhitespace).first.map(String.init)
    }

    func integer(_ path: String) -> Int? {
        word(path).flatMap { Int($0) }
    }

    /// The number behind `key` in a file of `key value` or `key: value unit` lines.
    func integer(_ path: String, key: String) -> Int? {
        guard let line = line(path, key: key) else { return nil }
        return line.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
    }

    /// What stands behind `key` on its line.
    func line(_ path: String, key: String) -> String? {
        guard let text = text(path) else { return nil }
        for line in text.split(separator: "\n") where line.hasPrefix(key) {
            let rest = line.dropFirst(key.count).drop { $0 == " " || $0 == "\t" }
            if rest.first == ":" {
                return String(rest.dropFirst().drop { $0 == " " || $0 == "\t" })
            }
            if rest.startIndex != line.index(line.startIndex, offsetBy: key.count) { return String(rest) }
        }
        return nil
    }

    private func located(_ path: String) -> String {
        var root = root
        while root.hasSuffix("/") { root.removeLast() }
        return root + path
    }
}
