import Foundation
import Testing

@testable import HPL

/// The mpirun of this machine, when it has one that is recognised.
private let installed: Launcher? = {
    guard let text = output(of: ["mpirun"] + Launcher.versionArguments) else { return nil }
    return Launcher.recognize(path: "mpirun", versionOutput: text)
}()

/// Standard output of a command that succeeds; `nil` for any other.
private func output(of command: [String], environment: [String: String] = [:]) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = environment.map { "\($0.key)=\($0.value)" } + command
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
}

@Suite("Where ranks and threads land", .enabled(if: installed != nil && Machine.detect().cores >= 2))
struct PlacementTests {
    /// What each rank of a layout may run on, as the kernel tells the rank itself.
    private func allowed(_ layout: RankLayout) throws -> [Set<Int>] {
        let launcher = try #require(installed)
        let command = launcher.argv(
            ranks: layout.ranksPerNode, threads: layout.threadsPerRank, cores: Machine.detect().cores,
            asRoot: getuid() == 0, executable: ["sh", "-c", "grep Cpus_allowed_list: /proc/self/status"])
        let text = try #require(output(of: command.argv, environment: command.environment))
        return try text.split(separator: "\n").filter { $0.hasPrefix("Cpus_allowed_list:") }.map { line in
            try #require(CPUList(String(line.dropFirst("Cpus_allowed_list:".count)))).numbers
        }
    }

    @Test("2x1: each rank has a core of its own")
    func twoRanks() throws {
        let ranks = try allowed(RankLayout(ranksPerNode: 2, threadsPerRank: 1))
        #expect(ranks.count == 2)
        #expect(ranks.allSatisfy { !$0.isEmpty })
        #expect(ranks[0].isDisjoint(with: ranks[1]))
    }

    @Test("1x2: the one rank has two cores for its threads")
    func twoThreads() throws {
        let ranks = try allowed(RankLayout(ranksPerNode: 1, threadsPerRank: 2))
        #expect(ranks.count == 1)
        #expect(ranks[0].count >= 2)
    }

    @Test("More threads than cores: nobody is bound to a part of them")
    func oversubscribed() throws {
        let machine = Machine.detect()
        let ranks = try allowed(RankLayout(ranksPerNode: 1, threadsPerRank: machine.cores + 1))
        #expect(ranks.first?.count == machine.logicalCPUs)
    }
}
