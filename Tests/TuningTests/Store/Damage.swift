import Foundation
import GRDB
import Tuning

/// Databases that are broken for tests.
enum Damage {
    /// A database with some studies, all in one file and closed.
    static func database(in folder: TemporaryFolder, studies: Int) throws -> String {
        let path = folder.path + "/hpltune.db"
        let store = try StudyStore(path: path, journal: .rollback)
        for number in 0..<studies { try store.create(TestStudy.draft(named: "study\(number)"), at: 1) }
        return path
    }

    /// Overwrites every page but the first few, as a failing disk or another program might.
    static func overwrite(_ path: String, pages: Range<Int>? = nil) throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let count = Int(try file.seekToEnd()) / 4096
        for page in pages ?? 2..<count {
            try file.seek(toOffset: UInt64(page * 4096))
            try file.write(contentsOf: Data(repeating: 0xAA, count: 4096))
        }
        try file.close()
    }

    /// Takes the log into the file, so that the file is all there is.
    static func closeLog(_ path: String) throws {
        try DatabaseQueue(path: path).inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    }
}
