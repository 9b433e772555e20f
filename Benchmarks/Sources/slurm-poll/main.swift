// One poll of many known jobs on a real SLURM: how long it takes, what it asks. Called by Benchmarks/slurm.
//
//     slurm-poll FOLDER COUNT ROUNDS [ID:TOKEN…]
//
// FOLDER takes the jobs' directories; SLURM_CONF and PATH are those of the caller. Every job has four steps, all done; the
// IDs and TOKENs (the end of the name, `bench-TOKEN`) are those of jobs that SLURM shows, the others have numbers that it has never given.
import Execution
import Foundation
import Logging

struct Usage: Error, CustomStringConvertible {
    let description = "usage: slurm-poll FOLDER COUNT ROUNDS [ID:TOKEN…]"
}

func reference(_ index: Int, in folder: String, id: String?, token: JobToken) throws -> JobReference {
    let directory = "\(folder)/job-\(token)"
    var steps = ""
    for step in 1...4 {
        let path = "\(directory)/step-\(step)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let record = """
            {"exitStatus":0,"signal":null,"timedOut":false,"startedAt":1000.5,"finishedAt":1001.5,"hosts":["n1"],\
            "contaminated":false,"claim":"\(index).0","restart":0}
            """
        try (record + "\n").write(toFile: path + "/done.json", atomically: false, encoding: .utf8)
        steps += "step-\(step)\t\(path)\t\(directory)\n"
    }
    try steps.write(toFile: directory + "/steps", atomically: false, encoding: .utf8)
    let start = """
        {"token":"\(token)","pid":1,"startTicks":1,"bootID":"b","host":"n1","owner":"\(index)","restart":0,\
        "startedAt":1000.25,"kept":[]}
        """
    try start.write(toFile: directory + "/job.json", atomically: false, encoding: .utf8)
    try #"{"reason":"finished","restart":0,"endedAt":1006.5}"#.write(
        toFile: directory + "/ended.json", atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(atPath: directory + "/claim", withDestinationPath: "\(index)")
    return JobReference(
        token: token, id: JobID(id ?? "\(90_000_000 + index)"), directory: directory, name: "bench-\(token)")
}

let words = CommandLine.arguments.dropFirst()
guard words.count >= 3, let count = Int(words.dropFirst().first ?? ""),
    let rounds = Int(words.dropFirst(2).first ?? "")
else { throw Usage() }
let known = try words.dropFirst(3).map { word in
    let parts = word.split(separator: ":")
    guard parts.count == 2, let token = JobToken(String(parts[1])) else { throw Usage() }
    return (id: String(parts[0]), token: token)
}
let logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
let transport = LocalTransport(logger: logger)
let capabilities = try await SlurmCapabilities.read(through: transport, environment: [:])
let scheduler = SlurmScheduler(
    resources: SlurmResources(nodes: 1, tasksPerNode: 1, cpusPerTask: 1), capabilities: capabilities)
let jobs = try (0..<count).map {
    let job = $0 < known.count ? known[$0] : nil
    return try reference($0, in: words.first ?? "", id: job?.id, token: job?.token ?? .random())
}
let clock = ContinuousClock()
for _ in 0..<rounds {
    // A runner of its own, so that no schedule keeps it from asking.
    let runner = JobRunner(scheduler: scheduler, transport: transport, logger: logger)
    var observed = 0
    let time = try await clock.measure { observed = try await runner.observe(jobs).count }
    print(Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18, observed)
}
