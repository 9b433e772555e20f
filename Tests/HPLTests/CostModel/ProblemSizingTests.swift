import Search
import Testing

@testable import HPL

@Suite("The order of the matrix")
struct ProblemSizingTests {
    /// HPL's numroc, written as its loop: who gets block b is b mod processes.
    private func rows(n: Int, nb: Int, processes: Int, of process: Int) -> Int {
        var rows = 0
        var start = 0
        var block = 0
        while start < n {
            if block % processes == process { rows += min(nb, n - start) }
            start += nb
            block += 1
        }
        return rows
    }

    @Test("The first process holds the most, and as many rows as counting says")
    func numroc() {
        for n in [1, 5, 64, 100, 1000, 1024] {
            for nb in [1, 7, 64, 100] {
                for processes in [1, 2, 3, 5] {
                    let all = (0..<processes).map { rows(n: n, nb: nb, processes: processes, of: $0) }
                    let first = ProblemSizing.rowsOfFirstProcess(n: n, nb: nb, processes: processes)
                    #expect(first == all[0])
                    #expect(first == all.max())
                }
            }
        }
    }

    @Test(
        "A share of the memory: a multiple of NB, as large as fits and no larger", arguments: [64, 192, 250])
    func memory(nb: Int) throws {
        let bytes = 2 << 30
        for grid in [
            ProcessGrid(p: 1, q: 1), ProcessGrid(p: 2, q: 4), ProcessGrid(p: 1, q: 8),
            ProcessGrid(p: 8, q: 1),
        ] {
            let sizing = ProblemSizing(.memory(fraction: 0.8), nodes: 1, memoryPerNode: bytes)
            let ranks = grid.processes
            let n = try sizing.n(nb: nb, grid: grid, ranksPerNode: ranks)
            #expect(n % nb == 0)
            #expect(sizing.bytesPerNode(n: n, nb: nb, grid: grid, ranksPerNode: ranks) <= 0.8 * Double(bytes))
            #expect(Double(n) <= (0.8 * Double(bytes) / 8).squareRoot())
            // One more block would have been too much, by the formula or for the fullest rank.
            let next = n + nb
            let tooMuch =
                Double(next) > (0.8 * Double(bytes) / 8).squareRoot()
                || sizing.bytesPerNode(n: next, nb: nb, grid: grid, ranksPerNode: ranks) > 0.8 * Double(bytes)
            #expect(tooMuch)
        }
    }

    @Test("Nodes add their memory")
    func nodes() throws {
        let one = ProblemSizing(.memory(fraction: 0.5), nodes: 1, memoryPerNode: 1 << 30)
        let four = ProblemSizing(.memory(fraction: 0.5), nodes: 4, memoryPerNode: 1 << 30)
        let small = try one.n(nb: 64, grid: ProcessGrid(p: 2, q: 2), ranksPerNode: 4)
        let large = try four.n(nb: 64, grid: ProcessGrid(p: 4, q: 4), ranksPerNode: 4)
        #expect(abs(Double(large) / Double(small) - 2) < 0.05)
    }

    @Test("Levels shrink N and stay multiples of NB")
    func levels() throws {
        let sizing = ProblemSizing(.memory(fraction: 0.5), nodes: 1, memoryPerNode: 1 << 30)
        let grid = ProcessGrid(p: 1, q: 2)
        let top = try sizing.n(nb: 96, grid: grid, ranksPerNode: 2)
        let third = try sizing.n(nb: 96, grid: grid, ranksPerNode: 2, level: FidelityLevel(1.0 / 3))
        #expect(third % 96 == 0)
        #expect(abs(third - top / 3) <= 96)
        #expect(try sizing.n(nb: 96, grid: grid, ranksPerNode: 2, level: FidelityLevel(1e-9)) == 96)
    }

    @Test("Fixed orders are kept to the digit at their levels")
    func fixed() throws {
        let sizing = ProblemSizing(.fixed([3001, 9000, 10007]), nodes: 1, memoryPerNode: 1 << 30)
        let grid = ProcessGrid(p: 1, q: 1)
        func n(_ fraction: Double) throws -> Int {
            try sizing.n(nb: 64, grid: grid, ranksPerNode: 1, level: FidelityLevel(fraction))
        }
        #expect(try n(1) == 10007)
        #expect(try n(3001.0 / 10007) == 3001)
        #expect(try n(9000.0 / 10007) == 9000)
        #expect(try n(0.5) == 4992, "between the levels the multiple of NB below")
    }

    @Test("A fixed order over the memory: the numbers, and what would fit")
    func tooLarge() throws {
        let sizing = ProblemSizing(.fixed([20000]), nodes: 1, memoryPerNode: 1 << 30)
        let grid = ProcessGrid(p: 1, q: 2)
        let error = #expect(throws: ProblemSizeError.self) {
            try sizing.n(nb: 128, grid: grid, ranksPerNode: 2)
        }
        let largest = try #require(error?.largest)
        #expect(
            error?.description
                == "N = 20000 on a 1x2 grid needs 3 GiB on each node, which has 1 GiB; the largest N that fits is \(largest)"
        )
        #expect(
            try ProblemSizing(.fixed([largest]), nodes: 1, memoryPerNode: 1 << 30)
                .n(nb: 128, grid: grid, ranksPerNode: 2) == largest)
        #expect(largest % 128 == 0 && largest > 11000)
    }

    @Test("No room for a single block; orders beyond counting")
    func extremes() {
        let none = ProblemSizing(.memory(fraction: 0.5), nodes: 1, memoryPerNode: 1000)
        let error = #expect(throws: ProblemSizeError.self) {
            try none.n(nb: 256, grid: ProcessGrid(p: 1, q: 1), ranksPerNode: 1)
        }
        #expect(error?.description.contains("no N fits") == true)
        let huge = ProblemSizing(.fixed([Int(Int32.max)]), nodes: 1, memoryPerNode: 1 << 30)
        #expect(throws: ProblemSizeError.self) {
            try huge.n(nb: 1, grid: ProcessGrid(p: 1, q: 1), ranksPerNode: 1)
        }
    }

    @Test(
        "Amounts of memory for people",
        arguments: [
            (0, "0 B"), (1023, "1023 B"), (1024, "1 KiB"), (1536, "1.5 KiB"), (1 << 30, "1 GiB"),
            (25_000_000_000, "23.3 GiB"), (900 << 30, "900 GiB"), (Int.max, "8 EiB"),
        ])
    func bytes(count: Int, text: String) {
        #expect(ByteCount(count).description == text)
    }

    @Test("Sizes for people")
    func descriptions() {
        #expect(ProblemSize.memory(fraction: 0.8).description == "N up to 80 % of the memory")
        #expect(ProblemSize.memory(fraction: 0.125).description == "N up to 12.5 % of the memory")
        #expect(ProblemSize.fixed([20, 10]).description == "N = 20 (smaller levels: 10)")
    }
}
