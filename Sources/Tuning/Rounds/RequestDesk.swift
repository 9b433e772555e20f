/// Where the driver of a study answers what others ask of it.
struct RequestDesk: Sendable {
    let store: StudyStore
    let study: StudyRecord
    let holder: LeaseHolder
    let now: @Sendable () -> Double

    /// A driver that was asked to leave; thrown through whatever it is doing.
    struct Departure: Error {
        let request: StoredRequest
    }

    var hasOpenRequest: Bool {
        get throws { try store.hasOpenRequest(ofStudy: study.id) }
    }

    /// Answers all that is asked, in the order it was.
    ///
    /// - Throws: `Departure` for a request to pause, which has been answered then, or to cancel, which is answered once
    ///   the study is cancelled.
    /// - Returns: the requests with their answers.
    func attend() throws -> [(request: StoredRequest, answer: String)] {
        guard try hasOpenRequest else { return [] }
        var answered: [(request: StoredRequest, answer: String)] = []
        for request in try store.openRequests(ofStudy: study.id) {
            switch request.request {
            case .pause:
                try answer(request, "\(holder) stops driving; its jobs go on")
                throw Departure(request: request)
            case .cancel, .abandon:
                try store.take(request, forStudy: study, heldBy: holder, at: now())
                throw Departure(request: request)
            case .extend(let trials):
                let words = try store.extendBudget(
                    to: trials, asked: request, ofStudy: study, heldBy: holder, at: now())
                answered.append((request, words))
            case .importing(let payload):
                // Who dies in between leaves the request open, and nothing is taken twice.
                answered.append((request, try answer(request, try importRuns(payload))))
            case nil:
                answered.append(
                    (request, try answer(request, "this hpltune does not understand the request")))
            }
        }
        return answered
    }

    /// Answers what was asked of an earlier driver that died over it or before it.
    ///
    /// - Parameter goesOn: the user asked for the study to go on, which is later than any request to leave it.
    func settle(goesOn: Bool) throws {
        for request in try store.openRequests(ofStudy: study.id) {
            switch request.request {
            case .pause:
                try answer(request, "the hpltune that was to stop has ended")
            case .cancel where goesOn, .abandon where goesOn:
                try answer(request, "not cancelled: \(holder) was told to go on with the study")
            case .cancel, .abandon, .extend, .importing, nil:
                break
            }
        }
    }

    private func importRuns(_ payload: String) throws -> String {
        do {
            let results = try [ImportedTrial](payload: payload)
            let taken = try store.add(results, toStudy: study, heldBy: holder, at: now())
            var words = "\(taken.count) \(taken.count == 1 ? "result" : "results") taken"
            if let first = taken.first, let last = taken.last {
                words +=
                    first.number == last.number
                    ? " as run #\(first.number)" : " as runs #\(first.number) to #\(last.number)"
            }
            let skipped = results.count - taken.count
            return skipped == 0
                ? words : words + ", \(skipped) \(skipped == 1 ? "was" : "were") there already"
        } catch let error as StoreError where error == .leaseLost(study: study.name) {
            throw error
        } catch {
            return "not imported: \(error)"
        }
    }

    @discardableResult
    private func answer(_ request: StoredRequest, _ words: String) throws -> String {
        try store.answer(request, words, forStudy: study, heldBy: holder, at: now())
        return words
    }
}
