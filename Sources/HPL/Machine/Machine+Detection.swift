import Glibc

extension Machine {
    /// Looks at this machine; quick (a few dozen small files) and never fails.
    /// - Parameters:
    ///   - root: what stands before `/proc` and `/sys`; tests give a tree of their own.
    ///   - affinity: the logical processors the process may use, instead of what the kernel says of this
    ///     process.
    public static func detect(root: String = "/", affinity: Set<Int>? = nil) -> Machine {
        let files = SystemFiles(root: root)
        let groups = ControlGroups(files: files)

        let allowed = allowedCPUs(files: files, groups: groups, affinity: affinity)
        let siblings = allowed.map { cpu -> CPUList in
            files.text("/sys/devices/system/cpu/cpu\(cpu)/topology/thread_siblings_list").flatMap {
                CPUList($0)
            }
                ?? CPUList([cpu])
        }
        // Two threads of one core share its arithmetic units: HPL gains nothing from the second.
        var cores = max(1, Set(siblings).count)
        if let quota = groups.cpuQuota() { cores = min(cores, max(1, Int(quota))) }

        let total = files.integer("/proc/meminfo", key: "MemTotal").map { $0 * 1024 } ?? physicalMemory()
        let memory = ([total] + groups.memoryLimits()).min() ?? total
        // Kernels before 3.14 do not say what is available; what is free is then the safe guess.
        let available =
            (files.integer("/proc/meminfo", key: "MemAvailable")
            ?? files.integer("/proc/meminfo", key: "MemFree"))
            .map { $0 * 1024 } ?? memory
        return Machine(
            hostname: files.word("/proc/sys/kernel/hostname") ?? "localhost",
            cpuModel: cpuModel(files),
            cores: cores,
            logicalCPUs: max(1, allowed.count),
            memoryBytes: memory,
            availableBytes: max(0, ([memory, available] + groups.memoryHeadrooms()).min() ?? available)
        )
    }

    private static func allowedCPUs(files: SystemFiles, groups: ControlGroups, affinity: Set<Int>?) -> Set<
        Int
    > {
        let listed =
            affinity
            ?? files.line("/proc/self/status", key: "Cpus_allowed_list").flatMap { CPUList($0)?.numbers }
        let online = files.text("/sys/devices/system/cpu/online").flatMap { CPUList($0)?.numbers }
        // Cpus_allowed_list may name processors that could be plugged in one day.
        let sets = [listed, online, groups.cpuSet()].compactMap { $0 }.filter { !$0.isEmpty }
        guard let first = sets.first else { return Set(0..<max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
        let common = sets.dropFirst().reduce(first) { $0.intersection($1) }
        return common.isEmpty ? first : common
    }

    private static func physicalMemory() -> Int {
        max(0, sysconf(Int32(_SC_PHYS_PAGES))) * max(0, sysconf(Int32(_SC_PAGESIZE)))
    }

    private static func cpuModel(_ files: SystemFiles) -> String {
        // x86 says `model name`; Arm boards name themselves in the device tree, ending in a zero byte.
        let named =
            files.line("/proc/cpuinfo", key: "model name")
            ?? files.text("/sys/firmware/devicetree/base/model")?.split(separator: "\0").first.map(
                String.init)
        return named.flatMap { $0.isEmpty ? nil : $0 } ?? "unknown processor"
    }
}
