import HPL
import Search
import Tuning

/// What a study is made from: a study file, an HPL.dat, or nothing but the machine hpltune is on.
struct StudySource {
    /// What a study file says; nothing for the other two.
    let file: StudyFile
    let input: InputFile?
    /// The text as it was read; empty for the machine.
    let text: String
    /// What HPL would make of an HPL.dat otherwise than it looks.
    let remarks: [FileError]

    init(_ file: StudyFile) {
        self.init(file: file, input: nil, text: "", remarks: [])
    }

    private init(file: StudyFile, input: InputFile?, text: String, remarks: [FileError]) {
        self.file = file
        self.input = input
        self.text = text
        self.remarks = remarks
    }

    /// - Parameter path: a study file or an HPL.dat; `nil` for this machine.
    init(_ path: String?) throws {
        guard let path else {
            self.init(StudyFile(named: "local", file: "this machine"))
            return
        }
        if Self.isStudyFile(path) {
            let text = try TextFile.read(path)
            self.init(file: try StudyFile(text: text, file: path), input: nil, text: text, remarks: [])
            return
        }
        let bytes = try InputBytes.read(path, limit: 1 << 20)
        let reading = try InputFile.read(bytes, file: path)
        self.init(
            file: StudyFile(named: nil, file: path), input: reading.input,
            text: String(decoding: bytes, as: UTF8.self), remarks: reading.remarks)
    }

    private static func isStudyFile(_ path: String) -> Bool {
        [".yaml", ".yml"].contains { path.lowercased().hasSuffix($0) }
    }

    /// The space at its own N.
    func space(resources: Resources, flavor: Flavor) throws -> HPLSpace {
        if let input {
            return try HPLSpace(inputFile: input, file: file.file, resources: resources, flavor: flavor)
        }
        return try HPLSpace(section: file.space, resources: resources, flavor: flavor)
    }

    /// Whether somebody wrote down an N; otherwise it follows from how long a run may take.
    func namesN() throws -> Bool {
        if input != nil { return true }
        guard let section = file.space, section.isMapping else { return false }
        return try section.entries().contains { $0.key == "N" }
    }
}
