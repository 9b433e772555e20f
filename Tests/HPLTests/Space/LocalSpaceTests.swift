import Search
import Testing

@testable import HPL

@Suite("The space without a study file")
struct LocalSpaceTests {
    private func machine(cores: Int, memory: Int = 8 << 30) -> Machine {
        Machine(
            hostname: "h", cpuModel: "c", cores: cores, logicalCPUs: cores, memoryBytes: memory,
            availableBytes: memory)
    }

    @Test("On two cores: 56 experiments on three ways to use them")
    func twoCores() {
        let space = HPLSpace.local(machine(cores: 2))
        let points = space.searchSpace.experiments
        // 1x2: 7 block sizes × (rings, long, longM) × 2 depths; 2x1 and one rank with two threads: 7 each.
        #expect(points.count == 7 * 3 * 2 + 7 + 7)
        #expect(Set(points.map { space.layout(for: $0).description }) == ["2x1", "1x2"])
        #expect(points.allSatisfy { space.ranks(for: $0) == space.layout(for: $0).ranksPerNode })
    }

    @Test(
        "Every size of machine has a space of some hundreds or few thousands",
        arguments: [1, 2, 3, 4, 8, 12, 61, 64, 128, 192, 256])
    func sizes(cores: Int) {
        let space = HPLSpace.local(machine(cores: cores, memory: cores << 31))
        let raw = space.searchSpace.parameters.reduce(1) { $0 * $1.values.count }
        #expect(raw <= 50_000)
        let points = space.searchSpace.experiments
        #expect(points.count >= 7)
        for point in points {
            #expect(space.layout(for: point).cores == cores, "no core idle")
        }
    }

    @Test("The first points are an expert's", arguments: [1, 2, 4, 16, 128])
    func firstPoints(cores: Int) throws {
        let space = HPLSpace.local(machine(cores: cores, memory: cores << 31))
        let first = space.searchSpace.firstPoints
        #expect(first.count >= 4 && first.count <= 8)
        #expect(Set(first.map(\.hash)).count == first.count)
        for point in first {
            #expect(space.searchSpace.isValid(point))
            #expect(space.searchSpace.canonicalize(point) == point)
            let settings = try space.settings(for: point)
            #expect(settings.p <= settings.q)
        }
        let best = try space.settings(for: try #require(first.first))
        #expect(best.nb == 192)
        #expect(space.layout(for: first[0]).threadsPerRank == 1)
        switch cores {
        case 16:
            #expect(best.grid == ProcessGrid(p: 4, q: 4) && best.bcast == .ring1Modified && best.depth == 1)
        case 128:
            #expect(best.grid == ProcessGrid(p: 8, q: 16) && best.bcast == .ring1Modified && best.depth == 1)
        case 2: #expect(best.grid == ProcessGrid(p: 1, q: 2) && best.depth == 1)
        default: break
        }
        if cores > 1 { #expect(first.contains { space.layout(for: $0).threadsPerRank > 1 }) }
    }

    @Test("N takes four fifths of the available memory, and less by request")
    func size() throws {
        let space = HPLSpace.local(machine(cores: 2))
        let point = space.searchSpace.firstPoints[0]
        let n = try space.settings(for: point).n
        #expect(n % 192 == 0)
        #expect(8 * Double(n) * Double(n) <= 0.8 * Double(8 << 30))
        #expect(8 * Double(n + 384) * Double(n + 384) > 0.8 * Double(8 << 30))
        let half = try space.settings(for: point, at: FidelityLevel(0.5)).n
        #expect(abs(half - n / 2) <= 192)

        let calibrated = space.replacing(problemSize: .fixed([4000]))
        #expect(try calibrated.settings(for: point).n == 4000)
        #expect(calibrated.searchSpace.experiments.map(\.hash) == space.searchSpace.experiments.map(\.hash))
    }

    @Test("Written out and read back it is the same space", arguments: [1, 2, 16])
    func roundTrip(cores: Int) throws {
        let space = HPLSpace.local(machine(cores: cores))
        let read = try HPLSpace(
            section: YAMLNode.parse(space.sourceText, file: "stored"), resources: space.resources)
        #expect(read.sourceText.contains("NB: [64, 96"))
        #expect(read.problemSize == space.problemSize)
        #expect(Set(read.searchSpace.experiments.map(\.hash)).count == space.searchSpace.experiments.count)
        #expect(
            try read.searchSpace.experiments.map { try read.settings(for: $0) }
                == space.searchSpace.experiments.map { try space.settings(for: $0) })
    }

    @Test("GPU builds keep the ranks they are given")
    func gpus() throws {
        let space = try HPLSpace(
            section: nil, resources: resources(ranks: 8, cores: 64), flavor: .nvidia)
        #expect(space.searchSpace.experiments.allSatisfy { space.ranks(for: $0) == 8 })
        #expect(space.searchSpace.parameters.first { $0.name == "layout" } == nil)
    }
}
