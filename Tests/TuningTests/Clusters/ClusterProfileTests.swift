import Foundation
import HPL
import Search
import Testing

@testable import Tuning

@Suite("Cluster profiles of studies")
struct ClusterProfileTests {
    private func profile(_ text: String) throws -> ClusterProfile {
        try ClustersFile(text: "rome: {scheduler: slurm, \(text)}", file: "c.yaml") {
            _, node throws(FileError) in
            throw node.error("none")
        }.profile(named: "rome")
    }

    private func keys(_ text: String) throws -> [String: YAMLNode] {
        try StudyFile(text: "resources: {\(text)}", file: "s.yaml").resources.jobKeys
    }

    @Test("the study's word counts, the profile's stays for what it leaves out")
    func overriding() throws {
        var profile = try profile("partition: main, account: a, exclusive: yes, time: 60, sbatch: [--x]")
        try profile.read(jobKeys: try keys("account: b, exclusive: no, time: auto, sbatch: []"))
        #expect(profile.partition == "main")
        #expect(profile.account == "b")
        #expect(!profile.isExclusive)
        #expect(profile.timeSeconds == nil)
        #expect(profile.extraOptions == [])
    }

    @Test("a study that goes on takes over what was mended, not what decides its speed")
    func mending() throws {
        var stored = try profile("partition: main, account: a, qos: low")
        try stored.read(jobKeys: try keys("account: own"))
        stored.studyKeys = ["account"]
        let current = try profile(
            "partition: other, account: b, qos: high, reservation: r, constraint: c, sbatch: [--y], exclusive: no, "
                + "scheduler_environment: {SLURM_CONF: /x}")
        let mended = stored.mended(by: current)
        #expect(mended.account == "own", "the study's file says so")
        #expect(mended.qos == "high")
        #expect(mended.reservation == "r")
        #expect(mended.extraOptions == ["--y"])
        #expect(mended.schedulerEnvironment == ["SLURM_CONF": "/x"])
        #expect(mended.partition == "main")
        #expect(mended.constraint == nil)
        #expect(mended.isExclusive)
        #expect(stored.mended(by: .local) == stored, "another cluster")
    }

    @Test("one task for each core that any layout of the space uses")
    func tasks() throws {
        var setUp = TestStudy.setUp(space: "NB: [32]\nlayout: [1x1, 1x2]\n")
        #expect(setUp.slurmResources == nil, "no cluster")
        setUp.cluster = try profile("nodes: 2")
        setUp.resources.ranksPerNode = 1
        setUp.resources.nodes = 2
        let resources = try #require(setUp.slurmResources)
        #expect(resources.nodes == 2)
        #expect(resources.tasksPerNode == 2)
        #expect(resources.cpusPerTask == 1)
        setUp.cluster?.scheduler = .direct
        #expect(setUp.slurmResources == nil)
    }

    @Test("the cluster's environment first, then the study's, whose variables win")
    func environment() {
        let cluster = RunEnvironment(modules: ["gcc"], variables: ["A": "1", "B": "1"], prologue: ["x"])
        let study = RunEnvironment(modules: ["ucx"], variables: ["B": "2"], prologue: ["y"])
        let both = cluster.extended(by: study)
        #expect(both.commands == ["module load gcc ucx", "x", "y"])
        #expect(both.variables == ["A": "1", "B": "2"])
    }

    @Test("names of modules are words for the shell, whatever is in them")
    func moduleNames() {
        let environment = RunEnvironment(modules: ["gcc openmpi/4.1", "x; touch /tmp/y", "$(id)"])
        #expect(
            environment.commands == ["module load gcc openmpi/4.1 'x;' touch /tmp/y '$(id)'"])
        #expect(RunEnvironment(modules: [" "]).commands == [])
    }

    @Test("a set-up is read back as it was stored; one without a cluster, too")
    func coding() throws {
        var setUp = TestStudy.setUp()
        let plain = try JSONEncoder().encode(setUp)
        #expect(!String(decoding: plain, as: UTF8.self).contains("cluster"))
        #expect(try JSONDecoder().decode(StudySetUp.self, from: plain) == setUp)
        setUp.cluster = try profile("partition: main, time: 60")
        #expect(try JSONDecoder().decode(StudySetUp.self, from: try JSONEncoder().encode(setUp)) == setUp)
    }
}
