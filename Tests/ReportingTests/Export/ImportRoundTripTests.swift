import HPL
import Reporting
import Search
import Testing

@testable import Tuning

/// What one study exports, another one of the same space takes as it was.
@Suite("Export and import")
struct ImportRoundTripTests {
    private static let machine = Machine(
        hostname: "node1", cpuModel: "Test CPU", cores: 2, logicalCPUs: 2, memoryBytes: 1 << 30,
        availableBytes: 1 << 30)

    private let store: StudyStore
    private let me = LeaseHolder(owner: "me", host: "node1", pid: 1, processStart: "boot:1", takenAt: 0)

    init() throws {
        store = try StudyStore.inMemory()
    }

    private func study(_ name: String) throws -> LoadedStudy {
        let setUp = StudySetUp(
            space: .section(
                "NB: [32, 64]\ngrid: [1x2, 2x1]\nSWAP: [bin, long, mix]\nlayout: [2x1, 1x2]\n"
                    + "launch: {ucx: {variables: {A: b}}, \"plain, old\": {}}\n",
                defaults: .standard), executable: "/opt/xhpl", flavor: .netlib,
            launcher: Launcher(kind: .custom, command: ["mpirun"]), resources: Resources(Self.machine),
            machine: Self.machine, problemSize: .fixed([500, 1000]), runSeconds: nil,
            budget: Budget(trials: 6),
            batch: 2, seed: 1, resultsDirectory: "/tmp/none")
        let record = try store.create(
            StudyDraft(
                name: name, source: "", strategyName: "random", strategy: "kind: random\n", setUp: setUp),
            at: 1)
        try store.takeLease(ofStudy: record, for: me) { _ in false }
        return try LoadedStudy(record)
    }

    /// Every valid point once, and the first one again, at both levels.
    private func fill(_ study: LoadedStudy) throws {
        var results: [ImportedTrial] = []
        for (index, point) in (Array(study.valid) + [study.valid[0]]).enumerated() {
            for level in [FidelityLevel(0.5), .full] {
                let settings = try study.space.settings(for: point, at: level)
                let seconds = 0.01 + Double(index) / 1_000
                results.append(
                    ImportedTrial(
                        point: point, level: level,
                        measurement: Measurement(
                            variant: VariantCode.text(of: settings), n: settings.n, nb: settings.nb,
                            p: settings.p, q: settings.q, seconds: seconds,
                            gflops: ResultRow.operations(n: settings.n) / 1e9 / seconds / 3 * 3.1,
                            residual: index == 1 ? nil : 0.1 / 3, isContaminated: index == 2),
                        file: "first.out", line: results.count, column: nil))
            }
        }
        #expect(try store.add(results, toStudy: study.record, heldBy: me, at: 2).count == results.count)
    }

    private struct Fact: Hashable {
        let point: Point
        let level: FidelityLevel
        let replicate: Int
        let measurement: Measurement?
    }

    private func facts(_ study: LoadedStudy) throws -> [Fact] {
        try store.trials(ofStudy: study.record.id).map {
            Fact(
                point: $0.candidate.point, level: $0.candidate.level, replicate: $0.candidate.replicate,
                measurement: $0.measurement)
        }
    }

    @Test("CSV and JSON bring every point, rate and replicate over", arguments: ["csv", "json"])
    func roundTrip(format: String) throws {
        let first = try study("first")
        try fill(first)
        let trials = try store.trials(ofStudy: first.record.id)
        let text = format == "csv" ? TrialsCSV.text(trials) : JSONValue.trials(trials).text
        let second = try study("second")
        var imports = try StudyImport(into: second, after: [])
        imports.add(try ImportReader.read(Array(text.utf8), file: "first.\(format)"))
        #expect(imports.refused == [])
        try store.add(imports.trials, toStudy: second.record, heldBy: me, at: 3)
        #expect(try facts(second) == facts(first))
        #expect(try facts(first).count == 2 * (first.valid.count + 1))
        // Back where it came from, it is nothing new.
        #expect(try store.add(imports.trials, toStudy: first.record, heldBy: me, at: 4).isEmpty)
    }

    @Test("JSON says what was imported, and from where")
    func json() throws {
        let first = try study("first")
        try fill(first)
        let trial = try #require(try store.trials(ofStudy: first.record.id).last)
        let text = JSONValue.trial(trial, among: [trial]).text
        for line in [
            "\"imported\": true", "\"why\": \"imported from first.out, line ", "\"jobID\": null",
            "\"nodes\": []",
            "\"attempts\": 0", "\"wallSeconds\": null",
        ] {
            #expect(text.contains(line), "\(line)")
        }
    }
}
