import Execution

/// What a program of an attempt printed, as far as the store keeps it.
public struct KeptOutput: Sendable, Hashable {
    /// The file's name in the attempt's directory.
    public let name: String
    /// The whole, or its first and last part with a line in between that says how much is left out.
    public let content: [UInt8]
    /// Length of the whole.
    public let bytes: Int

    /// More than this is cut in the middle: the beginning tells what was run, the end what came of it.
    static let limit = 256 << 10

    /// - Parameter whole: everything that was printed.
    public init(name: String, whole: [UInt8]) {
        self.name = name
        bytes = whole.count
        guard whole.count > Self.limit else {
            content = whole
            return
        }
        let half = Self.limit / 2
        let mark = "\n[hpltune: \(whole.count - 2 * half) bytes are left out here]\n"
        content = Array(whole.prefix(half)) + Array(mark.utf8) + Array(whole.suffix(half))
    }

    init(name: String, content: [UInt8], bytes: Int) {
        self.name = name
        self.content = content
        self.bytes = bytes
    }

    public var isCut: Bool { bytes > Self.limit }
}

extension KeptOutput {
    /// What was printed into files, each file once, whatever the directory.
    static func list(of files: [FileContent]) -> [KeptOutput] {
        var outputs: [KeptOutput] = []
        for file in files {
            let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
            if outputs.contains(where: { $0.name == name }) { continue }
            outputs.append(KeptOutput(name: name, whole: file.bytes))
        }
        return outputs
    }
}
