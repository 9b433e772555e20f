import Foundation
import Testing

@testable import HPL

/// A folder with a /proc and a /sys of the test's own, gone when the test is.
final class FakeRoot {
    let path: String

    init(_ files: [String: String]) throws {
        path = NSTemporaryDirectory() + "fake-root-\(UUID().uuidString)"
        for (name, text) in files {
            let file = path + name
            let folder = String(file.prefix(upTo: file.lastIndex(of: "/") ?? file.endIndex))
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            Issue.record(error)
        }
    }

    func detect(affinity: Set<Int>? = nil) -> Machine {
        // The folder goes when the last reference goes, which may be before a path taken from it is used.
        withExtendedLifetime(self) { Machine.detect(root: path, affinity: affinity) }
    }

    /// A host of `cpus` logical processors, `threads` of them to a core, with 64 GiB of memory, 60 of them
    /// free.
    static func host(cpus: Int, threads: Int = 1) -> [String: String] {
        var files = [
            "/proc/meminfo":
                "MemTotal:       67108864 kB\nMemFree:        1048576 kB\nMemAvailable:   62914560 kB\n",
            "/proc/cpuinfo": "processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Xeon Test 9000\n",
            "/proc/sys/kernel/hostname": "node7\n",
            "/proc/self/status": "Name:\tx\nCpus_allowed:\tff\nCpus_allowed_list:\t0-\(cpus - 1)\n",
            "/sys/devices/system/cpu/online": "0-\(cpus - 1)\n",
        ]
        let cores = cpus / threads
        for cpu in 0..<cpus {
            // As Linux numbers them: second threads come after all first ones.
            let siblings = stride(from: cpu % cores, to: cpus, by: cores).map(String.init)
            files["/sys/devices/system/cpu/cpu\(cpu)/topology/thread_siblings_list"] =
                siblings.joined(separator: ",") + "\n"
        }
        return files
    }
}
