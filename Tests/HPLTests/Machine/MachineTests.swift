import Foundation
import Testing

@testable import HPL

private let gibibyte = 1 << 30

@Suite("Machine on made-up hosts")
struct MachineTests {
    private func detect(_ files: [String: String]) throws -> Machine {
        try FakeRoot(files).detect()
    }

    @Test("A bare host: every core, all memory")
    func bareHost() throws {
        let machine = try detect(FakeRoot.host(cpus: 8))
        #expect(
            machine
                == Machine(
                    hostname: "node7", cpuModel: "Xeon Test 9000", cores: 8, logicalCPUs: 8,
                    memoryBytes: 64 * gibibyte, availableBytes: 60 * gibibyte))
    }

    @Test("Two threads of one core are one core")
    func simultaneousMultithreading() throws {
        let machine = try detect(FakeRoot.host(cpus: 16, threads: 2))
        #expect(machine.cores == 8)
        #expect(machine.logicalCPUs == 16)
    }

    @Test("Affinity narrows, also to both threads of a core")
    func affinity() throws {
        var files = FakeRoot.host(cpus: 16, threads: 2)
        files["/proc/self/status"] = "Cpus_allowed_list:\t0-1,8-9\n"
        let machine = try detect(files)
        #expect(machine.cores == 2)
        #expect(machine.logicalCPUs == 4)

        #expect(try FakeRoot(FakeRoot.host(cpus: 16, threads: 2)).detect(affinity: [3]).cores == 1)
    }

    @Test("Processors that could be plugged in do not count")
    func offline() throws {
        var files = FakeRoot.host(cpus: 4)
        files["/proc/self/status"] = "Cpus_allowed_list:\t0-255\n"
        #expect(try detect(files).cores == 4)
    }

    @Test("Without topology every processor is a core; without anything there is still a machine")
    func unreadable() throws {
        #expect(try detect(["/proc/self/status": "Cpus_allowed_list:\t0-5\n"]).cores == 6)
        let nothing = try detect([:])
        #expect(nothing.cores >= 1)
        #expect(nothing.memoryBytes > 0)
        #expect(nothing.availableBytes <= nothing.memoryBytes)
        #expect(nothing.cpuModel == "unknown processor")
    }

    @Test("Garbage in the files is as good as no files")
    func garbage() throws {
        let machine = try detect([
            "/proc/self/status": "Cpus_allowed_list:\tzero-three\n",
            "/proc/meminfo": "MemTotal: lots\n",
            "/proc/self/cgroup": "\u{0}\u{1}::::\nx\n0:",
            "/proc/self/mountinfo": "31 - cgroup2\n1 2 3 4 5 6 7 - cgroup\n",
            "/sys/devices/system/cpu/online": "5-2\n",
        ])
        #expect(machine.cores >= 1)
        #expect(machine.memoryBytes > 0)
    }

    @Test("A kernel without MemAvailable: what is free")
    func oldKernel() throws {
        var files = FakeRoot.host(cpus: 1)
        files["/proc/meminfo"] = "MemTotal: 2097152 kB\nMemFree: 1048576 kB\n"
        #expect(try detect(files).availableBytes == gibibyte)
    }

    @Test("It survives JSON")
    func codable() throws {
        let machine = try detect(FakeRoot.host(cpus: 2))
        let copy = try JSONDecoder().decode(Machine.self, from: JSONEncoder().encode(machine))
        #expect(copy == machine)
    }
}

@Suite("Machine as it is here")
struct ThisMachineTests {
    private func run(_ command: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test("As many processors as nproc counts, no more cores than lscpu lists")
    func processors() throws {
        let machine = Machine.detect()
        let nproc = Int(try run(["nproc"]).trimmingCharacters(in: .whitespacesAndNewlines))
        #expect(machine.logicalCPUs == nproc)
        let listed = try run(["lscpu", "-p=core,socket"]).split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(machine.cores <= Set(listed).count)
        #expect(machine.cores >= 1)
    }

    @Test("Memory within what /proc/meminfo says")
    func memory() throws {
        let text = try String(contentsOfFile: "/proc/meminfo", encoding: .utf8)
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("MemTotal:") })
        let total = try #require(Int(line.filter(\.isNumber))) * 1024
        let machine = Machine.detect()
        #expect(machine.memoryBytes <= total)
        #expect(machine.memoryBytes > 64 << 20)
        #expect(machine.availableBytes <= machine.memoryBytes)
        #expect(machine.availableBytes > 0)
        #expect(!machine.hostname.isEmpty)
        #expect(!machine.cpuModel.isEmpty)
    }
}
