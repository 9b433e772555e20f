import Dispatch
import Search

/// Runs a strategy off Swift's cooperative threads: a proposal may compute for seconds.
enum ProposalQueue {
    private static let queue = DispatchQueue(label: "hpltune.proposal")

    static func propose(
        _ count: Int, by strategy: any Strategy, after history: History, using generator: SeededGenerator
    ) async throws -> (proposal: Proposal, generator: SeededGenerator) {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                var generator = generator
                do {
                    let proposal = try strategy.propose(count, after: history, using: &generator)
                    continuation.resume(returning: (proposal, generator))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
    }
}
