import Testing

@testable import HPL

private let gibibyte = 1 << 30

@Suite("Control groups")
struct ControlGroupTests {
    private let unifiedMount = "31 23 0:28 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n"

    private func detect(_ groups: [String: String], cpus: Int = 8) throws -> Machine {
        try FakeRoot(FakeRoot.host(cpus: cpus).merging(groups) { $1 }).detect()
    }

    @Test("Version 2: quota, cpuset and memory of the process's own group")
    func unified() throws {
        let machine = try detect([
            "/proc/self/mountinfo": unifiedMount,
            "/proc/self/cgroup": "0::/user.slice/job\n",
            "/sys/fs/cgroup/user.slice/job/cpu.max": "350000 100000\n",
            "/sys/fs/cgroup/user.slice/job/cpuset.cpus.effective": "0-5\n",
            "/sys/fs/cgroup/user.slice/job/memory.max": "\(8 * gibibyte)\n",
            "/sys/fs/cgroup/user.slice/job/memory.current": "\(3 * gibibyte)\n",
            "/sys/fs/cgroup/user.slice/job/memory.stat": "anon 1\ninactive_file \(gibibyte)\nactive_file 5\n",
        ])
        #expect(machine.logicalCPUs == 6)
        #expect(machine.cores == 3, "3.5 processors keep three cores busy")
        #expect(machine.memoryBytes == 8 * gibibyte)
        #expect(machine.availableBytes == 6 * gibibyte, "cached file pages can be had back")
    }

    @Test("Version 2: a parent's limit binds as well")
    func parents() throws {
        let machine = try detect([
            "/proc/self/mountinfo": unifiedMount,
            "/proc/self/cgroup": "0::/a/b/c\n",
            "/sys/fs/cgroup/a/b/c/memory.max": "max\n",
            "/sys/fs/cgroup/a/b/c/cpu.max": "max 100000\n",
            "/sys/fs/cgroup/a/b/memory.max": "\(16 * gibibyte)\n",
            "/sys/fs/cgroup/a/memory.high": "\(4 * gibibyte)\n",
            "/sys/fs/cgroup/a/memory.current": "\(5 * gibibyte)\n",
            "/sys/fs/cgroup/a/cpu.max": "200000 100000\n",
        ])
        #expect(machine.cores == 2)
        #expect(machine.memoryBytes == 4 * gibibyte)
        #expect(machine.availableBytes == 0, "more is in use than may be: nothing is left")
    }

    @Test("Version 2 in a container: the group's path is relative to the mount")
    func container() throws {
        let machine = try detect([
            "/proc/self/mountinfo": unifiedMount,
            "/proc/self/cgroup": "0::/\n",
            "/sys/fs/cgroup/memory.max": "\(2 * gibibyte)\n",
            "/sys/fs/cgroup/cpu.max": "50000 100000\n",
        ])
        #expect(machine.memoryBytes == 2 * gibibyte)
        #expect(machine.cores == 1, "half a processor is still one")
    }

    @Test("Version 1: controllers in hierarchies of their own, found by their mounts")
    func separate() throws {
        let machine = try detect([
            "/proc/self/mountinfo": """
            30 23 0:27 / /sys/fs/cgroup ro - tmpfs tmpfs rw
            31 30 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
            32 30 0:29 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            33 30 0:30 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset
            34 30 0:31 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd
            35 30 0:32 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw

            """,
            "/proc/self/cgroup": """
            5:name=systemd:/
            4:cpuset:/job
            3:memory:/slurm/uid_1000/job_7
            2:cpu,cpuacct:/job
            0::/

            """,
            "/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us": "400000\n",
            "/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "-1\n",
            "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/cpuset/job/cpuset.cpus": "\n",
            "/sys/fs/cgroup/cpuset/cpuset.cpus": "0-4\n",
            "/sys/fs/cgroup/memory/slurm/uid_1000/job_7/memory.limit_in_bytes": "9223372036854771712\n",
            "/sys/fs/cgroup/memory/slurm/uid_1000/memory.limit_in_bytes": "\(10 * gibibyte)\n",
            "/sys/fs/cgroup/memory/slurm/uid_1000/memory.usage_in_bytes": "\(4 * gibibyte)\n",
            "/sys/fs/cgroup/memory/slurm/uid_1000/memory.stat": "cache 7\ntotal_inactive_file \(gibibyte)\n",
            "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
        ])
        #expect(machine.logicalCPUs == 5, "an empty cpuset inherits its parent's")
        #expect(machine.cores == 4)
        #expect(machine.memoryBytes == 10 * gibibyte)
        #expect(machine.availableBytes == 7 * gibibyte)
    }

    @Test("Version 1 in a container: the mount shows only the container's part")
    func mountedRoot() throws {
        let machine = try detect([
            "/proc/self/mountinfo": "32 30 0:29 /docker/ab\\040c /mnt/m\\134m ro - cgroup cgroup rw,memory\n",
            "/proc/self/cgroup": "3:memory:/docker/ab c/inner\n",
            "/mnt/m\\m/inner/memory.limit_in_bytes": "\(3 * gibibyte)\n",
            "/mnt/m\\m/memory.stat": "cache 1\nhierarchical_memory_limit \(2 * gibibyte)\n",
        ])
        #expect(machine.memoryBytes == 2 * gibibyte)
    }

    @Test("A group outside of what the container sees: what is visible counts")
    func outside() throws {
        let machine = try detect([
            "/proc/self/mountinfo": unifiedMount,
            "/proc/self/cgroup": "0::/../../other\n",
            "/sys/fs/cgroup/memory.max": "\(gibibyte)\n",
        ])
        #expect(machine.memoryBytes == gibibyte)
    }

    @Test("No mountinfo: the usual places")
    func usualPlaces() throws {
        let machine = try detect([
            "/proc/self/cgroup": "0::/job\n",
            "/sys/fs/cgroup/job/memory.max": "\(gibibyte)\n",
        ])
        #expect(machine.memoryBytes == gibibyte)
    }

    @Test("Limits above the host's memory change nothing")
    func generous() throws {
        let machine = try detect([
            "/proc/self/mountinfo": unifiedMount,
            "/proc/self/cgroup": "0::/\n",
            "/sys/fs/cgroup/memory.max": "\(1024 * gibibyte)\n",
            "/sys/fs/cgroup/cpu.max": "9900000 100000\n",
        ])
        #expect(machine.memoryBytes == 64 * gibibyte)
        #expect(machine.availableBytes == 60 * gibibyte)
        #expect(machine.cores == 8)
    }

    @Test(
        "Lists of processors",
        arguments: [
            ("0-3,8,10-11\n", [0, 1, 2, 3, 8, 10, 11]), ("5", [5]), ("", []), (" 1 , 2 ", [1, 2]),
        ] as [(String, [Int])])
    func lists(text: String, numbers: [Int]) {
        #expect(CPUList(text)?.numbers == Set(numbers))
    }

    @Test("What is no list of processors", arguments: ["a", "3-1", "1-2-3", "-1", "0-99999999", "1-"])
    func noList(text: String) {
        #expect(CPUList(text) == nil)
    }
}
