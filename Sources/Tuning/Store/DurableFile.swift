import Glibc

/// Files that must be whole after a power cut, or not be there.
enum DurableFile {
    /// What went wrong, in the system's words.
    struct Failure: Error {
        let path: String
        let number: Int32

        var reason: String { String(cString: strerror(number)) }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The path with all symbolic links followed; itself when there is nothing at it.
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// Waits until a file, or the names in a folder, are on the disk.
    static func synchronize(_ path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Failure(path: path, number: errno) }
        defer { close(file) }
        // Some network file systems cannot do so with folders.
        guard fsync(file) == 0 || errno == EINVAL else { throw Failure(path: path, number: errno) }
    }

    /// Gives a finished file its name, taking the place of what had it.
    static func publish(_ temporary: String, as path: String) throws {
        try synchronize(temporary)
        guard rename(temporary, path) == 0 else { throw Failure(path: path, number: errno) }
        try synchronize(path.parentFolder)
    }

    /// Renames what is there; nothing happens when nothing is.
    static func move(_ path: String, to other: String) throws {
        guard rename(path, other) == 0 || errno == ENOENT else {
            throw Failure(path: path, number: errno)
        }
    }

    /// Removes what is there.
    static func remove(_ path: String) throws {
        guard unlink(path) == 0 || errno == ENOENT else { throw Failure(path: path, number: errno) }
    }

    static func write(_ text: String, to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw Failure(path: path, number: errno) }
        defer { close(file) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { throw Failure(path: path, number: errno) }
            rest = rest.dropFirst(max(0, count))
        }
        guard fsync(file) == 0 else { throw Failure(path: path, number: errno) }
    }

    static func makeFolder(_ path: String) throws {
        if mkdir(path, 0o777) == 0 { return }
        guard errno == EEXIST else { throw Failure(path: path, number: errno) }
        if !isFolder(path) { throw Failure(path: path, number: ENOTDIR) }
    }

    /// Whether the open `file` still has the name `path`.
    static func isNamed(_ path: String, _ file: Int32) -> Bool {
        var mine = stat()
        var named = stat()
        return fstat(file, &mine) == 0 && stat(path, &named) == 0 && mine.st_ino == named.st_ino
            && mine.st_dev == named.st_dev
    }

    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// The names in a folder, sorted; none when there is no such folder.
    static func names(in folder: String) throws -> [String] {
        guard let directory = opendir(folder) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw Failure(path: folder, number: errno)
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}

extension String {
    /// The folder a path is in, `.` for a bare name.
    var parentFolder: String {
        guard let slash = lastIndex(of: "/") else { return "." }
        return slash == startIndex ? "/" : String(self[..<slash])
    }
}
