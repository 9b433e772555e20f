import Foundation
import Glibc

/// Ten thousand damaged files for one reader, taken in turn from real ones.
public struct MutationCampaign {
    public static let mutations = 10_000
    /// Of the processor's time for one damaged file, on which a reader takes about a millisecond: more means that its work
    /// grows without bound. Other programs on the machine do not count.
    public static let mostSeconds = 5.0

    private let files: [(name: String, bytes: [UInt8])]
    private let seed: UInt64

    public init(of files: [(name: String, bytes: [UInt8])], seed: UInt64) {
        self.files = files
        self.seed = seed
    }

    /// - Parameters:
    ///   - check: what is wrong with how the reader took these bytes; `nil` when nothing is.
    /// - Returns: the first mistakes, each with the file and the number of the mutation; none is right.
    public func mistakes(_ check: (_ name: String, _ bytes: [UInt8]) -> String?) async -> [String] {
        var mistakes: [String] = []
        var mutator = Mutator(seed: seed)
        for number in 0..<Self.mutations where mistakes.count < 10 {
            // Tests that run beside this one wait for processes, and give up when they do not get a word in.
            if number % 10 == 0 { await Task.yield() }
            let file = files[number % files.count]
            let bytes = mutator.mutated(file.bytes)
            let start = Self.processorSeconds()
            var mistake = check(file.name, bytes)
            let seconds = Self.processorSeconds() - start
            if seconds > Self.mostSeconds { mistake = mistake ?? "took \(seconds) s" }
            if let mistake { mistakes.append("\(file.name), mutation \(number): \(mistake)") }
        }
        return mistakes
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
