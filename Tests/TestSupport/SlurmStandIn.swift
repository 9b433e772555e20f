import Foundation
import SlurmStandInPlan

/// A folder with the scripted stand-in for SLURM under the names of SLURM's tools; gone with its owner, and its jobs
/// with it. Only for what a real SLURM cannot be made to do.
///
///     var plan = StandInPlan()
///     plan.faults = [.failing(.sbatch, calls: 1...1, errors: "sbatch: error: Socket timed out", acts: true)]
///     let slurm = try SlurmStandIn(plan)
///     let scheduler = SlurmScheduler(resources: …, environment: slurm.environment)
public final class SlurmStandIn: Sendable {
    public let folder: String

    /// - Parameter time: on its clock, which then stands until it is set again; the real time when it is left out.
    public init(_ plan: StandInPlan = StandInPlan(), time: Double? = nil) throws {
        folder = NSTemporaryDirectory() + "hpltune-slurm-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/bin", withIntermediateDirectories: true)
        let program = try Self.program()
        for tool in ["sbatch", "squeue", "sacct", "scancel", "scontrol", "sinfo"] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/bin/\(tool)", withDestinationPath: program)
        }
        try set(plan)
        if let time { try setTime(time) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// For every command of the scheduler.
    public var environment: [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return ["PATH": "\(folder)/bin:\(path)", "HPLTUNE_SLURM_STAND_IN": folder]
    }

    /// Jobs that are under way keep to the plan they were submitted under.
    public func set(_ plan: StandInPlan) throws {
        try JSONEncoder().encode(plan).write(to: URL(filePath: folder + "/plan.json"), options: .atomic)
    }

    /// Seconds since 1970.
    public func setTime(_ time: Double) throws {
        try "\(time)\n".write(toFile: folder + "/clock", atomically: true, encoding: .utf8)
    }

    /// When a tool has been called so far, on the stand-in's clock.
    public func callTimes(of tool: ToolFault.Tool) throws -> [Double] {
        try lines(of: tool).compactMap { Double($0[0]) }
    }

    /// The calls of a tool so far, each as its words.
    public func calls(of tool: ToolFault.Tool) throws -> [[String]] {
        try lines(of: tool).map { Array($0.dropFirst(2)) }
    }

    private func lines(of tool: ToolFault.Tool) throws -> [[String]] {
        guard FileManager.default.fileExists(atPath: folder + "/calls") else { return [] }
        return try String(contentsOfFile: folder + "/calls", encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
            .filter { $0[1] == tool.rawValue }
    }

    /// Beside the test bundle.
    private static func program() throws -> String {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        let path = URL(filePath: bundle).deletingLastPathComponent().appending(path: "SlurmStandIn").path
        guard FileManager.default.isExecutableFile(atPath: path) else { throw NotBuilt(path: path) }
        return path
    }

    struct NotBuilt: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) is not there; build it with `swift build --product SlurmStandIn`" }
    }
}
