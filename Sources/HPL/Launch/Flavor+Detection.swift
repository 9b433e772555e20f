import Glibc

extension Flavor {
    /// Decides by the program's bytes first (at most its first 64 MiB), then by its name and the folders
    /// above it; `netlib` when nothing speaks for another. A wrapper script counts as what it names.
    /// - Parameter executable: a path; links are followed.
    public static func detect(executable: String) -> Flavor { recognized(executable: executable) ?? .netlib }

    /// As `detect`, and `nil` when nothing in the program, its name or its path looks like an HPL.
    public static func recognized(executable: String) -> Flavor? {
        if let bytes = SystemFiles.bytes(of: executable, limit: 64 << 20) {
            for mark in FlavorMark.all
            where mark.contents.contains(where: { contains(bytes, Array($0.utf8)) }) {
                return mark.flavor
            }
            if bytes.starts(with: "#!".utf8), let flavor = namedIn(script: bytes) { return flavor }
        }
        return named(executable) ?? resolved(executable).flatMap(named)
    }

    /// By the path alone, as for a program on another machine. Folders speak before the program's name: every
    /// vendor but Intel calls its program `xhpl`.
    static func named(_ path: String) -> Flavor? {
        let parts = path.lowercased().split(separator: "/")
        guard let program = parts.last else { return nil }
        for folder in parts.dropLast().reversed() {
            for mark in FlavorMark.all where mark.folders.contains(where: { folder.hasPrefix($0) }) {
                return mark.flavor
            }
        }
        return FlavorMark.all.first { $0.programs.contains { program.hasPrefix($0) } }?.flavor
    }

    /// The first word of a script's commands that names a build.
    private static func namedIn(script bytes: [UInt8]) -> Flavor? {
        let separators: Set<Character> = ["\"", "'", "=", ";", "(", ")", "$", "{", "}", "`"]
        let text = String(decoding: bytes.prefix(1 << 20), as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            for word in line.split(whereSeparator: { $0.isWhitespace || separators.contains($0) }) {
                if let flavor = named(String(word)) { return flavor }
            }
        }
        return nil
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// memchr finds candidates for the first byte, memcmp decides: a search over 64 MiB must not be felt.
    private static func contains(_ bytes: [UInt8], _ word: [UInt8]) -> Bool {
        guard let first = word.first, bytes.count >= word.count else { return false }
        return bytes.withUnsafeBytes { haystack in
            word.withUnsafeBytes { needle in
                guard let start = haystack.baseAddress, let wanted = needle.baseAddress else { return false }
                let lastStart = start + (haystack.count - needle.count)
                var position = start
                while position <= lastStart,
                    let hit = memchr(position, Int32(first), lastStart - position + 1)
                {
                    if memcmp(hit, wanted, needle.count) == 0 { return true }
                    position = UnsafeRawPointer(hit) + 1
                }
                return false
            }
        }
    }
}
