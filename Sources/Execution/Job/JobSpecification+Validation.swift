/// A job that cannot be written as a script: one line, what is wrong and what to do.
public struct JobSpecificationError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension JobSpecification {
    /// Names in a step's directory that belong to the job's script.
    static let reservedNames: Set<String> = ["stdout", "stderr", "started.json", "done.json"]

    /// Checks everything the script relies on.
    public func validate() throws(JobSpecificationError) {
        try Self.requirePlain(name, "the job's name")
        try Self.requireDirectory(directory, "the job's directory")
        guard timeLimit > .zero else {
            throw JobSpecificationError("job \(name): the time limit must be positive")
        }
        guard !steps.isEmpty else { throw JobSpecificationError("job \(name): it has no steps; give it one") }
        for command in prologue { try Self.requireNoNUL(command, "the prologue of job \(name)") }
        var names: Set<String> = []
        var directories: Set<String> = [directory]
        for (index, step) in steps.enumerated() {
            if isArray { directories.insert(home(ofStep: index)) }
            try step.validate()
            guard names.insert(step.name).inserted else {
                throw JobSpecificationError("job \(name): two steps are named \(step.name); rename one")
            }
            guard directories.insert(step.directory).inserted else {
                throw JobSpecificationError(
                    "step \(step.name): directory \(step.directory) is taken; give each step its own")
            }
        }
    }

    fileprivate static func requireDirectory(_ path: String, _ what: String) throws(JobSpecificationError) {
        guard path.hasPrefix("/"), !path.hasSuffix("/") else {
            throw JobSpecificationError("\(what) is '\(path)'; make it absolute, without a slash at its end")
        }
        try requirePlain(path, what)
        guard !path.split(separator: "/").contains("..") else {
            throw JobSpecificationError("\(what) is '\(path)'; write it without '..'")
        }
    }

    /// Control characters in names and paths would break the lines in which the script reports.
    fileprivate static func requirePlain(_ text: String, _ what: String) throws(JobSpecificationError) {
        guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f })
        else {
            throw JobSpecificationError("\(what) is empty or holds control characters; choose a plain one")
        }
    }

    fileprivate static func requireNoNUL(_ text: String, _ what: String) throws(JobSpecificationError) {
        guard !text.utf8.contains(0) else {
            throw JobSpecificationError("\(what) holds a NUL byte, which no program can be given; remove it")
        }
    }
}

extension JobStep {
    fileprivate func validate() throws(JobSpecificationError) {
        guard let first = name.utf8.first, first.isLetterOrDigit, name.utf8.count <= 100,
            name.utf8.allSatisfy({ $0.isLetterOrDigit || "._-".utf8.contains($0) })
        else {
            throw JobSpecificationError(
                "'\(name)' is no name for a step; use up to 100 letters, digits, '.', '_' and '-'")
        }
        try JobSpecification.requireDirectory(directory, "the directory of step \(name)")
        guard let program = argv.first, !program.isEmpty else {
            throw JobSpecificationError("step \(name): the command is empty; name the program to run")
        }
        guard timeLimit > .zero else {
            throw JobSpecificationError("step \(name): the time limit must be positive")
        }
        for text in argv + prologue { try JobSpecification.requireNoNUL(text, "step \(name): '\(program)'") }
        for (variable, value) in environment {
            guard let first = variable.utf8.first, first.isLetterOrDigit || first == UInt8(ascii: "_"),
                !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
                variable.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == UInt8(ascii: "_") })
            else {
                throw JobSpecificationError(
                    "step \(name): '\(variable)' is no name for a variable; use letters, digits and '_'")
            }
            guard !variable.hasPrefix("HPLTUNE_") else {
                throw JobSpecificationError(
                    "step \(name): \(variable) is set by hpltune itself; rename yours")
            }
            try JobSpecification.requireNoNUL(value, "step \(name): variable \(variable)")
        }
        for file in files {
            guard !file.path.isEmpty, !file.path.contains("/"), file.path != ".", file.path != "..",
                !file.path.unicodeScalars.contains(where: { $0.value < 0x20 })
            else {
                throw JobSpecificationError("step \(name): '\(file.path)' is no plain file name; choose one")
            }
            guard !JobSpecification.reservedNames.contains(file.path) else {
                throw JobSpecificationError("step \(name): the job writes \(file.path) itself; rename yours")
            }
        }
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
