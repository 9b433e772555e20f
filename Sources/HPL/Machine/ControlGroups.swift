/// The control groups this process is in, version 1, version 2 or both, and what they and their parents
/// allow.
///
/// A limit anywhere on the way from the process's own group to the root binds, so every reading walks up.
/// Sources: cgroups(7), and the kernel's admin-guide/cgroup-v1 and cgroup-v2.
struct ControlGroups {
    /// A hierarchy as seen from here: the directories from the process's own group up to the mount point.
    struct Hierarchy: Hashable {
        /// Empty for version 2.
        let controllers: Set<String>
        let directories: [String]

        var isUnified: Bool { controllers.isEmpty }
    }

    let hierarchies: [Hierarchy]
    private let files: SystemFiles

    init(files: SystemFiles) {
        self.files = files
        let mounts = ControlGroupMount.all(mountInfo: files.text("/proc/self/mountinfo") ?? "")
        hierarchies = (files.text("/proc/self/cgroup") ?? "").split(separator: "\n").compactMap { line in
            // `4:memory:/user.slice` in version 1, `0::/user.slice` in version 2.
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { return nil }
            let controllers = Set(fields[1].split(separator: ",").map(String.init))
            guard let mount = mounts.first(where: { $0.serves(controllers) }) else { return nil }
            return Hierarchy(controllers: controllers, directories: mount.directories(to: String(fields[2])))
        }
    }

    /// Processors' worth of time per second, the least on the way up; `nil` without a quota.
    func cpuQuota() -> Double? {
        var quotas: [Double] = []
        for hierarchy in hierarchies {
            for directory in hierarchy.directories {
                let share: (quota: Int, period: Int)?
                if hierarchy.isUnified {
                    // `max 100000` or `150000 100000`
                    let words = (files.text(directory + "/cpu.max") ?? "").split(
                        whereSeparator: \.isWhitespace)
                    share =
                        words.count == 2 ? Int(words[0]).flatMap { q in Int(words[1]).map { (q, $0) } } : nil
                } else if hierarchy.controllers.contains("cpu") {
                    share = files.integer(directory + "/cpu.cfs_quota_us").flatMap { quota in
                        files.integer(directory + "/cpu.cfs_period_us").map { (quota, $0) }
                    }
                } else {
                    share = nil
                }
                if let share, share.quota > 0, share.period > 0 {
                    quotas.append(Double(share.quota) / Double(share.period))
                }
            }
        }
        return quotas.min()
    }

    /// The processors of the nearest group that names some; a group's effective set is already within its
    /// parents'.
    func cpuSet() -> Set<Int>? {
        for hierarchy in hierarchies where hierarchy.isUnified || hierarchy.controllers.contains("cpuset") {
            let names =
                hierarchy.isUnified ? ["/cpuset.cpus.effective"] : ["/cpuset.effective_cpus", "/cpuset.cpus"]
            for directory in hierarchy.directories {
                for name in names {
                    if let list = files.text(directory + name).flatMap({ CPUList($0) }), !list.numbers.isEmpty
                    {
                        return list.numbers
                    }
                }
            }
        }
        return nil
    }

    func memoryLimits() -> [Int] {
        memoryDirectories.flatMap { limits(of: $0.directory, unified: $0.unified) }
    }

    /// For every group with a limit: what is left below it.
    func memoryHeadrooms() -> [Int] {
        memoryDirectories.compactMap { directory, unified in
            guard let limit = limits(of: directory, unified: unified).min() else { return nil }
            guard
                let used = files.integer(directory + (unified ? "/memory.current" : "/memory.usage_in_bytes"))
            else { return limit }
            // Cached file pages count as used but are given up on demand.
            let cache = files.integer(
                directory + "/memory.stat", key: unified ? "inactive_file" : "total_inactive_file")
            return max(0, limit - max(0, used - (cache ?? 0)))
        }
    }

    private var memoryDirectories: [(directory: String, unified: Bool)] {
        hierarchies.filter { $0.isUnified || $0.controllers.contains("memory") }.flatMap { hierarchy in
            hierarchy.directories.map { ($0, hierarchy.isUnified) }
        }
    }

    private func limits(of directory: String, unified: Bool) -> [Int] {
        let values: [Int?] =
            unified
            // Above `high` the kernel stalls the group, which ruins a measurement as surely as `max` ends it.
            ? [files.integer(directory + "/memory.max"), files.integer(directory + "/memory.high")]
            // The second sees limits of parents that are not mounted in a container.
            : [
                files.integer(directory + "/memory.limit_in_bytes"),
                files.integer(directory + "/memory.stat", key: "hierarchical_memory_limit"),
            ]
        // Version 1 writes "no limit" as the largest multiple of the page size, 9223372036854771712.
        return values.compactMap { $0 }.filter { $0 > 0 && $0 < 1 << 60 }
    }
}
