import Testing

@testable import Tuning

@Suite("Requests to a driver")
struct RequestTests {
    let store: StudyStore
    let study: StudyRecord
    let holder = TestStudy.holder("driver")

    init() throws {
        store = try StudyStore.inMemory()
        study = try store.create(TestStudy.draft(), at: 1_000)
        try store.takeLease(ofStudy: study, for: holder) { _ in false }
    }

    private var desk: RequestDesk {
        RequestDesk(store: store, study: study, holder: holder, now: { 1_010 })
    }

    private func ask(_ request: Request) throws -> Int64 {
        try store.append(request, toStudy: study, from: "a test", at: 1_005)
    }

    @Test("a larger budget is there with its answer; a smaller one is refused in words")
    func extending() throws {
        let more = try ask(.extend(trials: 20))
        let less = try ask(.extend(trials: 7))
        #expect(try desk.attend().map(\.answer).count == 2)
        #expect(try store.study(named: "test").setUp.budget.trials == 20)
        #expect(try store.request(id: more).answer == "the budget is 20 runs now")
        #expect(try store.request(id: more).takenAt == 1_010)
        #expect(
            try store.request(id: less).answer == "the budget is 20 runs already; ask for more than that")
        #expect(try desk.attend().isEmpty)
        let told = try store.events(ofStudy: study.id).filter { $0.event.kind == .asked }.map(\.event.text)
        #expect(told[0] == "a test asked for a budget of 20 runs: the budget is 20 runs now")
    }

    @Test("to pause it leaves with an answer, to cancel it leaves to do so, and what came later stays open")
    func leaving() throws {
        let pause = try ask(.pause)
        let later = try ask(.extend(trials: 20))
        #expect(throws: RequestDesk.Departure.self) { try desk.attend() }
        #expect(try store.request(id: pause).answer?.contains("stops driving; its jobs go on") == true)
        #expect(try store.request(id: later).answer == nil)
        let cancel = try ask(.cancel)
        let departure = #expect(throws: RequestDesk.Departure.self) { try desk.attend() }
        #expect(departure?.request.id == cancel)
        #expect(try store.request(id: later).answer == "the budget is 20 runs now")
        #expect(try store.request(id: cancel).takenAt == 1_010)
        #expect(try store.request(id: cancel).answer == nil, "it is answered when it is done")
    }

    @Test("an import is done once, however often it is asked for; what cannot be read is an answer")
    func importing() throws {
        let result = ImportedTrial(
            point: TestStudy.point, level: .full, measurement: TestStudy.measurement(gflops: 12),
            file: "old.out", line: 7, column: nil)
        let request = try Request(importing: [result])
        let first = try ask(request)
        let second = try ask(request)
        _ = try desk.attend()
        #expect(try store.request(id: first).answer == "1 result taken as run #1")
        #expect(try store.request(id: second).answer == "0 results taken, 1 was there already")
        #expect(try store.trials(ofStudy: study.id).map(\.isImported) == [true])
        let bad = try ask(.importing(payload: "x"))
        _ = try desk.attend()
        #expect(try store.request(id: bad).answer?.hasPrefix("not imported: ") == true)
    }

    @Test("a request that cannot be understood is answered so, and the next one is done")
    func unknown() throws {
        let odd = try ask(.extend(trials: 20))
        let next = try ask(.extend(trials: 30))
        try store.write {
            try $0.execute(sql: "UPDATE request SET payload = 'many' WHERE id = ?", arguments: [odd])
        }
        #expect(try desk.attend().count == 2)
        #expect(try store.request(id: odd).answer == "this hpltune does not understand the request")
        #expect(try store.study(named: "test").setUp.budget.trials == 30)
        #expect(try store.request(id: next).answer != nil)
    }

    @Test("what a dead driver left: no request to leave outlives it, all others stay open")
    func settling() throws {
        let pause = try ask(.pause)
        let cancel = try ask(.cancel)
        let waiting = try ask(.importing(payload: "y"))
        let extend = try ask(.extend(trials: 20))
        try desk.settle(goesOn: false)
        #expect(try store.request(id: pause).answer == "the hpltune that was to stop has ended")
        #expect(try store.openRequests(ofStudy: study.id).map(\.id) == [cancel, waiting, extend])
        try desk.settle(goesOn: true)
        #expect(try store.request(id: cancel).answer?.hasPrefix("not cancelled:") == true)
        #expect(try store.openRequests(ofStudy: study.id).map(\.id) == [waiting, extend])
    }

    @Test("only the holder of the lease answers")
    func lease() throws {
        let id = try ask(.pause)
        let stranger = RequestDesk(
            store: store, study: study, holder: TestStudy.holder("stranger"), now: { 1_010 })
        #expect(throws: StoreError.leaseLost(study: "test")) { try stranger.attend() }
        #expect(try store.request(id: id).answer == nil)
    }

    @Test("who asks a driver that has gone takes the request back and is told")
    func nobody() async throws {
        let sender = RequestSender(store: store, sender: "a test", now: { 1_005 }, isGone: { _ in true })
        guard case .nobodyDrives = try await sender.ask(.cancel, of: study) else {
            Issue.record("nobody drives")
            return
        }
        #expect(try store.openRequests(ofStudy: study.id).isEmpty)
    }

    @Test("who asks a driver that says nothing is told who it is, and the request stays")
    func silent() async throws {
        let sender = RequestSender(store: store, sender: "a test", now: { 1_005 }, isGone: { _ in false })
        guard
            case .silent(let driver) = try await sender.ask(
                .cancel, of: study, patience: .milliseconds(250))
        else {
            Issue.record("it is silent")
            return
        }
        #expect(driver.owner == "driver")
        #expect(try store.openRequests(ofStudy: study.id).map(\.request) == [.cancel])
    }

    @Test("a driver whose clock was set back and that has died loses the lease to who knows it silent")
    func deadWithFutureHeartbeat() throws {
        // Its last word is an hour ahead of everybody's time.
        try store.renewLease(ofStudy: study, for: holder, at: 5_000)
        let heartbeat = try #require(try store.heartbeat(ofStudy: study))
        #expect(try store.leaseHolder(ofStudy: study, at: 1_400) { _ in false } != nil)
        try store.renewLease(ofStudy: study, for: holder, at: 5_010)
        #expect(try !store.endLease(ofStudy: study, silentSince: heartbeat), "it has said something since")
        #expect(try store.endLease(ofStudy: study, silentSince: 5_010))
        #expect(try store.leaseHolder(ofStudy: study, at: 1_400) { _ in false } == nil)
    }
}
