import Foundation
import Testing

@testable import Search

struct StrategyCatalogTests {
    /// A fresh folder with `study/strategies` and `user` in it; gone at the end.
    private func inFolder(_ body: (String, StrategyCatalog) throws -> Void) throws {
        let folder = temporaryPath()
        defer { remove(folder) }
        for name in ["study/strategies", "user"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        try body(
            folder, StrategyCatalog(workingDirectory: folder + "/study", userDirectory: folder + "/user"))
    }

    private func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    @Test("The working directory wins over the user's folder, that one over what is built in")
    func order() throws {
        try inFolder { folder, catalog in
            #expect(try catalog.load("random").description.hasPrefix("the expert's first guesses"))
            try write("kind: grid\ndescription: user's\n", to: "\(folder)/user/random.yaml")
            #expect(try catalog.load("random").description == "user's")
            try write("kind: grid\ndescription: here\n", to: "\(folder)/study/strategies/random.yaml")
            #expect(try catalog.load("random").description == "here")
            #expect(try catalog.load("random", overrides: [("description", "set")]).description == "set")
            #expect(try catalog.load("random").name == "random")
        }
    }

    @Test("A path is a path, from the working directory or from the root")
    func paths() throws {
        try inFolder { folder, catalog in
            try write("kind: grid\ndescription: mine\n", to: "\(folder)/study/mine.yaml")
            for path in ["mine.yaml", "./mine.yaml", "../study/mine.yaml", "\(folder)/study/mine.yaml"] {
                #expect(try catalog.load(path).description == "mine")
                #expect(try catalog.load(path).name == "mine")
            }
            let error = #expect(throws: FileError.self) { try catalog.load("./none.yaml") }
            #expect(error?.description == "./none.yaml: there is no such strategy file; check the path")
        }
    }

    @Test("An unknown name: the nearest, and the list")
    func unknown() throws {
        try inFolder { folder, catalog in
            try write("kind: grid", to: "\(folder)/user/mine.yaml")
            let near = #expect(throws: FileError.self) { try catalog.load("rnadom") }
            #expect(
                near?.description == "strategy: unknown strategy `rnadom`; did you mean `random`? "
                    + "Known: `bayes`, `grid`, `mine`, `random`, `successive-halving`; or give the path of a .yaml file"
            )
            let far = #expect(throws: FileError.self) { try catalog.load("annealing") }
            #expect(
                far?.description
                    == "strategy: unknown strategy `annealing`; choose from `bayes`, `grid`, `mine`, `random`, "
                    + "`successive-halving`; or give the path of a .yaml file")
        }
    }

    @Test("The list has every name once, says where it comes from, and shows broken files as broken")
    func list() throws {
        try inFolder { folder, catalog in
            try write("kind: grid\ndescription: here\n", to: "\(folder)/study/strategies/random.yaml")
            try write("kind: gird\n", to: "\(folder)/user/broken.yaml")
            try write("not a strategy", to: "\(folder)/user/notes.txt")
            let entries = try catalog.list()
            #expect(entries.map(\.name) == ["bayes", "broken", "grid", "random", "successive-halving"])
            #expect(
                entries.map(\.origin) == [
                    .builtIn, .file("\(folder)/user/broken.yaml"), .builtIn,
                    .file("\(folder)/study/strategies/random.yaml"), .builtIn,
                ])
            #expect(entries[2].origin.description == "built in")
            #expect(entries[3].description == "here")
            #expect(
                entries[1].error?.description == "\(folder)/user/broken.yaml:1:7: unknown kind `gird`; "
                    + "did you mean `grid`? Known: `bayes`, `grid`, `random`, `successive-halving`")
            #expect(entries[0].error == nil)
        }
    }

    @Test("Without folders there is what is built in")
    func noFolders() throws {
        let catalog = StrategyCatalog(workingDirectory: "/no/such/folder", userDirectory: nil)
        #expect(try catalog.list().map(\.name) == ["bayes", "grid", "random", "successive-halving"])
        #expect(try catalog.load("grid").kind == .grid)
    }

    @Test("Where the user's folder is")
    func userFolder() {
        #expect(
            StrategyCatalog.userDirectory(environment: ["XDG_CONFIG_HOME": "/c", "HOME": "/h"])
                == "/c/hpltune/strategies")
        #expect(
            StrategyCatalog.userDirectory(environment: ["XDG_CONFIG_HOME": "c", "HOME": "/h"])
                == "/h/.config/hpltune/strategies")
        #expect(
            StrategyCatalog.userDirectory(environment: ["XDG_CONFIG_HOME": "", "HOME": "/h"])
                == "/h/.config/hpltune/strategies")
        #expect(StrategyCatalog.userDirectory(environment: [:]) == nil)
    }
}
