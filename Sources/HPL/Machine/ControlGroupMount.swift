/// Where a control group hierarchy is mounted.
struct ControlGroupMount: Hashable {
    /// Empty for version 2.
    let controllers: Set<String>
    /// The group that the mount point shows; `/` unless a container sees only its own part.
    let root: String
    let mountPoint: String

    /// Reads /proc/self/mountinfo (proc(5)); where it cannot be read, the places that every distribution
    /// uses.
    static func all(mountInfo: String) -> [ControlGroupMount] {
        let mounts = mountInfo.split(separator: "\n").compactMap { line -> ControlGroupMount? in
            let fields = line.split(separator: " ")
            guard let dash = fields.firstIndex(of: "-"), dash >= 6, fields.count > dash + 3 else {
                return nil
            }
            let root = unescaped(fields[3])
            let mountPoint = unescaped(fields[4])
            switch fields[dash + 1] {
            case "cgroup2":
                return ControlGroupMount(controllers: [], root: root, mountPoint: mountPoint)
            case "cgroup":
                let options = fields[dash + 3].split(separator: ",").map(String.init)
                return ControlGroupMount(controllers: Set(options), root: root, mountPoint: mountPoint)
            default:
                return nil
            }
        }
        if !mounts.isEmpty { return mounts }
        return [ControlGroupMount(controllers: [], root: "/", mountPoint: "/sys/fs/cgroup")]
            + ["cpu", "cpuset", "memory"].map {
                ControlGroupMount(controllers: [$0], root: "/", mountPoint: "/sys/fs/cgroup/" + $0)
            }
    }

    /// Whether this mount shows the hierarchy that /proc/self/cgroup names by its controllers.
    func serves(_ wanted: Set<String>) -> Bool {
        wanted.isEmpty ? controllers.isEmpty : !controllers.isDisjoint(with: wanted)
    }

    /// The directories of `group` and its parents, the group's own first, the mount point last.
    func directories(to group: String) -> [String] {
        var path = group
        if root != "/", path == root || path.hasPrefix(root + "/") { path.removeFirst(root.count) }
        // `/..` means the group lies outside of what this container sees: only the mount point is left to
        // read.
        var parts = path.split(separator: "/")
        if parts.contains("..") { parts = [] }
        return (0...parts.count).reversed().map { count in
            ([mountPoint] + parts.prefix(count).map(String.init)).joined(separator: "/")
        }
    }

    /// mountinfo writes blanks and backslashes in octal, as `\040`.
    private static func unescaped(_ field: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(field.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), rest.count >= 3,
                let value = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8)
            {
                bytes.append(value)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
