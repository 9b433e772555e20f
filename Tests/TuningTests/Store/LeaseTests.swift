import Foundation
import Testing
import Tuning

@Suite("The lease")
struct LeaseTests {
    let store: StudyStore
    let study: StudyRecord

    init() throws {
        store = try StudyStore.inMemory()
        study = try store.create(TestStudy.draft(), at: 1_000)
        try store.takeLease(ofStudy: study, for: TestStudy.holder("first")) { _ in false }
    }

    @Test("a second driver is told who holds the study, and since when")
    func held() throws {
        let error = #expect(throws: StoreError.self) {
            try store.takeLease(ofStudy: study, for: TestStudy.holder("second", at: 1_030)) { _ in false }
        }
        let text = try #require(error).description
        #expect(text.contains("process id 1 on node1 since"))
        #expect(error?.isTemporary == true)
    }

    @Test("a driver that has been silent for a minute, or whose process is gone, is succeeded")
    func succession() throws {
        try store.takeLease(ofStudy: study, for: TestStudy.holder("second", at: 1_060)) { _ in false }
        try store.takeLease(ofStudy: study, for: TestStudy.holder("third", at: 1_061)) {
            $0.owner == "second"
        }
        #expect(try store.leaseHolder(ofStudy: study, at: 1_062) { _ in false }?.owner == "third")
    }

    @Test("a heartbeat keeps the lease; a clock set back does not free it")
    func heartbeat() throws {
        try store.renewLease(ofStudy: study, for: TestStudy.holder("first"), at: 1_055)
        #expect(throws: StoreError.self) {
            try store.takeLease(ofStudy: study, for: TestStudy.holder("second", at: 1_070)) { _ in false }
        }
        #expect(throws: StoreError.self) {
            try store.takeLease(ofStudy: study, for: TestStudy.holder("second", at: 3)) { _ in false }
        }
    }

    @Test("who lost the lease can state no more facts")
    func lost() throws {
        try store.takeLease(ofStudy: study, for: TestStudy.holder("second", at: 2_000)) { _ in false }
        #expect(throws: StoreError.leaseLost(study: "test")) {
            try store.plan(
                TestStudy.plan([TestStudy.point]), forStudy: study, heldBy: TestStudy.holder("first"),
                at: 2_001)
        }
        #expect(throws: StoreError.leaseLost(study: "test")) {
            try store.renewLease(ofStudy: study, for: TestStudy.holder("first"), at: 2_001)
        }
        #expect(try store.trials(ofStudy: study.id).isEmpty)
    }

    @Test("given up, it is free at once")
    func givenUp() throws {
        try store.giveUpLease(ofStudy: study, for: TestStudy.holder("first"))
        #expect(try store.leaseHolder(ofStudy: study, at: 1_001) { _ in false } == nil)
        try store.takeLease(ofStudy: study, for: TestStudy.holder("second", at: 1_001)) { _ in false }
    }

    @Test("this process is there; one with its number and another start time is not")
    func processes() {
        let me = DriverProcess.holder(at: 0)
        #expect(!DriverProcess.isGone(me))
        let earlier = LeaseHolder(
            owner: "x", host: me.host, pid: me.pid, processStart: me.processStart + "1", takenAt: 0)
        #expect(DriverProcess.isGone(earlier))
        let elsewhere = LeaseHolder(owner: "x", host: "another", pid: me.pid, processStart: "1", takenAt: 0)
        #expect(!DriverProcess.isGone(elsewhere))
    }

    @Test("a process that was killed and not asked about by its parent is gone")
    func zombie() throws {
        var pid: pid_t = 0
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup("1000"), nil]
        defer { arguments.forEach { free($0) } }
        #expect(posix_spawn(&pid, "/bin/sleep", nil, nil, &arguments, nil) == 0)
        func fields() throws -> [Substring] {
            let stat = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
            return stat[try #require(stat.lastIndex(of: ")"))...].dropFirst().split(separator: " ")
        }
        let boot = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8).dropLast()
        let me = DriverProcess.holder(at: 0)
        let holder = LeaseHolder(
            owner: "x", host: me.host, pid: pid, processStart: "\(boot):\(try fields()[19])", takenAt: 0)
        #expect(!DriverProcess.isGone(holder))
        kill(pid, SIGKILL)
        while try fields()[0] != "Z" { usleep(1000) }
        #expect(DriverProcess.isGone(holder))
        waitpid(pid, nil, 0)
    }
}
