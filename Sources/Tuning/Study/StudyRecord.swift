import HPL
import Search

/// A study as the store holds it.
public struct StudyRecord: Sendable {
    public enum State: String, Sendable {
        /// Rounds can go on.
        case open
        /// It came to its end by itself; a larger budget opens it again.
        case finished
        case cancelled
    }

    public let id: Int64
    public let name: String
    public let state: State
    /// The study file's text, as the user wrote it or as hpltune wrote it for the machine it is on.
    public let source: String
    public let strategyName: String
    /// The strategy file's text with every default written out.
    public let strategy: String
    public let setUp: StudySetUp
    /// Where the next proposal's random numbers begin.
    public let generator: SeededGenerator
    public let createdAt: Double
    /// Why it ended, in words.
    public let stopReason: String?
}

/// A study yet to be stored.
public struct StudyDraft: Sendable {
    public let name: String
    public let source: String
    public let strategyName: String
    public let strategy: String
    public let setUp: StudySetUp

    public init(name: String, source: String, strategyName: String, strategy: String, setUp: StudySetUp) {
        self.name = name
        self.source = source
        self.strategyName = strategyName
        self.strategy = strategy
        self.setUp = setUp
    }

    /// The record this would become; to look at before anything is stored.
    public func record(sized size: ProblemSize?) -> StudyRecord {
        let record = StudyRecord(
            id: 0, name: name, state: .open, source: source, strategyName: strategyName, strategy: strategy,
            setUp: setUp, generator: SeededGenerator(seed: setUp.seed), createdAt: 0, stopReason: nil)
        return size.map { record.sized($0) } ?? record
    }
}

/// One run that only served to learn how long runs take.
public struct Calibration: Sendable, Hashable {
    public internal(set) var n: Int
    /// Wall seconds of the whole run, start-up and checking included.
    public internal(set) var seconds: Double
    /// `nil` when it gave no result: then only its time counts, as spent.
    public internal(set) var gflops: Double?
    /// What its job took beside its runs, put down to one of them.
    public internal(set) var overheadSeconds: Double

    public init(n: Int, seconds: Double, gflops: Double?, overheadSeconds: Double = 0) {
        self.n = n
        self.seconds = seconds
        self.gflops = gflops
        self.overheadSeconds = overheadSeconds
    }

    /// What it cost on each node.
    public var costSeconds: Double { seconds + overheadSeconds }
}

extension StudyRecord {
    /// The space alone; `LoadedStudy` enumerates it as well, which takes its time in a large one.
    public func space() throws -> HPLSpace {
        try setUp.space.space(
            resources: setUp.resources, flavor: setUp.flavor, problemSize: setUp.problemSize)
    }

    /// The same study with its problem size settled.
    public func sized(_ size: ProblemSize) -> StudyRecord { changed { $0.problemSize = size } }

    /// What it would be after a change; to look at before anything is stored.
    public func changed(_ change: (inout StudySetUp) -> Void) -> StudyRecord {
        var setUp = setUp
        change(&setUp)
        return StudyRecord(
            id: id, name: name, state: state, source: source, strategyName: strategyName, strategy: strategy,
            setUp: setUp, generator: generator, createdAt: createdAt, stopReason: stopReason)
    }
}
