import Dispatch
import Synchronization

extension ReplayLoop {
    /// One search per seed, as many at a time as there are cores; the runs come in the order of the seeds, whichever
    /// ended first.
    ///
    /// - Parameter strategy: makes the strategy of one seed.
    /// - Throws: what a strategy throws; of several errors that of the earliest seed.
    public func runs(
        seeds: [UInt64], strategy: @Sendable (UInt64) -> any Strategy
    ) throws -> [ReplayRun] {
        let results = Mutex([Swift.Result<ReplayRun, any Error>?](repeating: nil, count: seeds.count))
        DispatchQueue.concurrentPerform(iterations: seeds.count) { place in
            let result = Swift.Result { try run(strategy(seeds[place]), seed: seeds[place]) }
            results.withLock { $0[place] = result }
        }
        return try results.withLock { $0 }.compactMap { try $0?.get() }
    }
}
