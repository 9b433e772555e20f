import Glibc
import HPL

// How fast outputs are read: the files given (without any, the recorded outputs of the tests) are repeated to 100 MB in
// memory and read, against a count of their lines by memchr over the same bytes, which no reader can beat by much.

let target = 100_000_000
let rounds = 5

func bytes(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return ferror(file) == 0 ? bytes : nil
}

func recordedOutputs() -> [String] {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(
        separator: "/")
    return ["passed-48-combinations", "hpcc-passed", "passed-tag-output"]
        .map { "\(root)/Tests/HPLTests/Fixtures/outputs/\($0).out" }
}

func countLines(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBytes { text in
        var count = 0
        var start = 0
        while start < text.count, let base = text.baseAddress,
            let newline = memchr(base + start, 0x0a, text.count - start)
        {
            count += 1
            start = UnsafeRawPointer(newline) - base + 1
        }
        return count
    }
}

/// The best of some rounds, in seconds: what else runs on the machine only makes it slower.
func bestTime(_ work: () -> Void) -> Double {
    let clock = ContinuousClock()
    let times = (0..<rounds).map { _ in clock.measure(work) }
    let best = times.min() ?? .zero
    return Double(best.components.seconds) + Double(best.components.attoseconds) / 1e18
}

func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }

let arguments = Array(CommandLine.arguments.dropFirst())
for path in arguments.isEmpty ? recordedOutputs() : arguments {
    guard let file = bytes(of: path), !file.isEmpty else {
        let message = "reader-throughput: cannot read \(path), or it is empty\n"
        _ = write(STDERR_FILENO, message, message.utf8.count)
        exit(1)
    }
    var text: [UInt8] = []
    text.reserveCapacity(target + file.count)
    while text.count < target { text += file }

    let megabytes = Double(text.count) / 1e6
    var lines = 0
    let plain = bestTime { lines = countLines(text) }
    var results = 0
    let reading = bestTime { results = OutputReader.read(text).results.count }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    print(
        "\(name): \(rounded(megabytes / reading)) MB/s; \(rounded(reading / plain)) times a memchr line count "
            + "(\(rounded(megabytes / plain)) MB/s); \(rounded(megabytes)) MB, \(lines) lines, \(results) results"
    )
}
