import Testing

@testable import Tuning

@Suite("Paths without detours")
struct NormalizedPathTests {
    @Test(
        "`.`, `..` and empty parts go, links are not looked at",
        arguments: [
            ("/a/../b", "/b"), ("/a/./b//c/", "/a/b/c"), ("/../../x.db", "/x.db"), ("/", "/"), ("/a/..", "/"),
            ("~/hpl/../runs", "~/runs"), ("~/../other", "~/../other"), ("~/", "~/"), ("/a/..b/c", "/a/..b/c"),
            ("/home/é/../x y", "/home/x y"),
        ])
    func normalized(path: String, expected: String) {
        #expect(path.normalizedPath == expected)
    }

    @Test("a work directory is taken without them; a backslash only where there is no sbatch")
    func workDirectory() throws {
        func folder(_ profile: String) throws -> String? {
            try ClustersFile(text: "r: {\(profile)}", file: "c.yaml") { path, _ in path }.profiles.first?
                .workDirectory
        }
        #expect(try folder("scheduler: slurm, work_directory: /a/../b//c") == "/b/c")
        #expect(try folder(#"scheduler: direct, work_directory: '/a\b'"#) == #"/a\b"#)
        #expect(throws: (any Error).self) { try folder(#"scheduler: slurm, work_directory: '/a\b'"#) }
    }
}
