import ArgumentParser
import Execution
import Reporting
import Synchronization
import Tuning

/// `doctor` and `clusters test`: shows findings as they come.
struct MachineDoctor {
    /// A profile of clusters.yaml, or `local`.
    let cluster: String
    let options: CheckOptions
    let global: GlobalOptions
    let isJSON: Bool

    func run() async throws {
        let log = try global.logging.logger("app")
        let transport = LocalTransport(logger: log)
        let profile = try UserClusters.read().profile(named: cluster)
        let path = try global.path
        let found = Mutex<[Finding]>([])
        let isJSON = isJSON
        @Sendable func report(_ finding: Finding) {
            found.withLock { $0.append(finding) }
            if !isJSON { Terminal.say(finding.line) }
        }
        switch profile.scheduler {
        case .direct:
            for finding in await MachineCheck(transport: transport, database: path, cluster: profile)
                .findings()
            {
                report(finding)
            }
        case .slurm:
            let check = ClusterCheck(
                cluster: profile, transport: transport, log: log, dataFolder: path.parentFolder,
                patience: .seconds(options.wait), report: report
            ) { line in
                if !isJSON { Terminal.complain("        \(line)".printable()) }
            }
            try await untilInterrupted { try await check.run() }
        }
        let findings = found.withLock { $0 }
        if isJSON { Terminal.say(JSONValue.array(findings.map(\.json)).text) }
        if findings.contains(where: { $0.state == .missing }) { throw ExitCode.failure }
        if findings.contains(where: { $0.state == .unproven }) {
            if !isJSON {
                Terminal.say(
                    "\nNot proven: nothing is known to be wrong, but no run has shown that it works. Wait longer:  "
                        + "\(CommandName.text) clusters test \(cluster) --wait \(max(600, options.wait * 5))")
            }
            throw ExitCode(CommandFailure.Status.tryAgain.rawValue)
        }
        if isJSON { return }
        let studies = try global.openIfPresent()?.studies() ?? []
        Terminal.say(
            "\nReady. Begin with:  \(CommandName.text) "
                + Self.beginning(on: cluster, besides: studies.map { ($0.name, $0.setUp.cluster?.name) }))
    }

    /// The arguments that begin a study, under a name that no study elsewhere has.
    ///
    /// - Parameter studies: by name, those there are, and the cluster of each; `nil` for this machine.
    static func beginning(on cluster: String, besides studies: [(name: String, cluster: String?)]) -> String {
        let here = ClusterProfile.local.name
        func isTaken(_ name: String) -> Bool {
            studies.contains { $0.name == name && ($0.cluster ?? here) != cluster }
        }
        var words = ["optimize"]
        if cluster != here { words.append("--cluster \(cluster)") }
        if isTaken(here) {
            // Without --study it would be the name of a study on another machine.
            let stem = cluster == here ? "this-machine" : cluster
            var name = stem
            var count = 1
            while isTaken(name) {
                count += 1
                name = "\(stem)-\(count)"
            }
            words.append("--study \(name)")
        }
        return (words + ["--budget 40"]).joined(separator: " ")
    }

    /// Ctrl-C takes the job out of the queue.
    private func untilInterrupted(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let checking = Task { try await body() }
        let signals = InterruptSignals(stop: { checking.cancel() }, leave: {})
        defer { signals.stop() }
        try await checking.value
    }
}
