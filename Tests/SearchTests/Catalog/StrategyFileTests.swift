import Testing

@testable import Search

struct StrategyFileTests {
    private func file(
        _ text: String, _ overrides: [(key: String, value: String)] = []
    ) throws -> StrategyFile {
        try StrategyFile(text: text, file: "strategies/mine.yaml", overrides: overrides)
    }

    @Test("Defaults are written out, in one form, whatever the file's")
    func resolved() throws {
        let random = try file("kind: random")
        #expect(
            random.text == """
                kind: random
                description: ""
                initial:
                  expert: 2
                  sobol: 8

                """)
        #expect(random.name == "mine")
        #expect(random.kind == .random)
        let grid = try file(
            "# mine\n{initial: {expert: 0}, description: \"a \\\"b\\\"\\n\\\\ é\", kind: grid}")
        #expect(
            grid.text == """
                kind: grid
                description: "a \\"b\\"\\n\\\\ é"
                initial:
                  expert: 0

                """)
        #expect(grid.description == "a \"b\"\n\\ é")
        #expect(try file("kind: grid\ninitial:\n").text == (try file("kind: grid\n").text))
    }

    @Test(
        "What is written out reads back as the same",
        arguments: [
            "kind: random", "kind: grid\ndescription: '#: \t'", "kind: bayes\nconfirm: {runs: 2}",
            "kind: successive-halving\nfidelity: {eta: 2}",
        ])
    func roundTrip(text: String) throws {
        let once = try file(text, [("initial.expert", "5")])
        let twice = try StrategyFile(text: once.text, file: "stored", name: "mine")
        #expect(twice.text == once.text)
        #expect(twice.description == once.description)
        #expect(twice.name == once.name)
        #expect(once.text.contains("  expert: 5\n"))
    }

    @Test("Overrides replace and add, the last one wins, also the kind's")
    func overrides() throws {
        let base = "kind: random\ninitial:\n  sobol: 3\n"
        #expect(try file(base, [("initial.sobol", "4"), ("initial.sobol", "5")]).text.contains("sobol: 5\n"))
        #expect(try file(base, [("initial.expert", "7")]).text.contains("expert: 7\n  sobol: 3\n"))
        #expect(try file("kind: random", [("initial.expert", "7")]).text.contains("expert: 7\n  sobol: 8\n"))
        #expect(try file(base, [("initial", "{expert: 1}")]).text.contains("expert: 1\n  sobol: 8\n"))
        #expect(try file(base, [("description", "two words")]).description == "two words")
        #expect(try file("kind: random", [("kind", "grid")]).kind == .grid)
    }

    @Test("The file of a study by an earlier version is read; what has no effect any more is left out")
    func retired() throws {
        let old = "kind: bayes\nsurrogate:\n  ordinals: index\n  length_scales: gamma\n  indicators: 0\n"
        let text = try file(old, []).text
        #expect(text.contains("ordinals: index\n") && text.contains("special_levels: 40\n"))
        #expect(!text.contains("length_scales") && !text.contains("indicators"))
        // Nothing like it is advised.
        #expect(throws: FileError.self) { try file("kind: bayes\nsurrogate:\n  length_scale: gamma\n", []) }
    }

    @Test(
        "What is wrong in a file, byte for byte",
        arguments: [
            ("", "1:1: there is nothing in this file; write its keys, or leave the file out"),
            ("grid", "1:1: expected a mapping (`key: value` lines), found `grid`"),
            (
                "description: x",
                "1:1: the key `kind` is missing; add `kind: bayes` or `kind: grid` or `kind: random` or "
                    + "`kind: successive-halving`"
            ),
            (
                "kind: gird",
                "1:7: unknown kind `gird`; did you mean `grid`? Known: `bayes`, `grid`, `random`, `successive-halving`"
            ),
            (
                "kind: annealing",
                "1:7: unknown kind `annealing`; choose from `bayes`, `grid`, `random`, `successive-halving`"
            ),
            ("kind: [grid]", "1:7: expected text, found a list"),
            ("kind:", "1:6: expected text, found nothing"),
            ("kind: random\nintial:\n  sobol: 4\n", "2:1: unknown key `intial`; did you mean `initial`?"),
            ("kind: random\ninitial:\n  sobl: 4\n", "3:3: unknown key `sobl`; did you mean `sobol`?"),
            (
                "kind: random\ninitial:\n  batch: 4\n",
                "3:3: unknown key `batch`; choose from `expert`, `sobol`"
            ),
            ("kind: grid\ninitial: {sobol: 4}\n", "2:11: unknown key `sobol`; choose from `expert`"),
            (
                "kind: grid\nbudget: 4\n",
                "2:1: unknown key `budget`; choose from `kind`, `description`, `initial`"
            ),
            ("kind: random\ninitial: 4\n", "2:10: expected a mapping (`key: value` lines), found `4`"),
            (
                "kind: random\ninitial:\n  sobol: few\n",
                "3:10: expected a whole number such as 4, found `few`"
            ),
            (
                "kind: random\ninitial:\n  sobol: -1\n",
                "3:10: `initial.sobol` is from 0 to 10000, found -1; change it"
            ),
            ("kind: random\ndescription: [a]\n", "2:14: expected text, found a list"),
            ("kind: random\nkind: grid\n", "2:1: the key `kind` is there twice, first in line 1; keep one"),
        ])
    func errors(text: String, message: String) {
        let error = #expect(throws: FileError.self) { try file(text) }
        #expect(error?.description == "strategies/mine.yaml:\(message)")
    }

    @Test(
        "What is wrong with an override names the switch",
        arguments: [
            ("initial.sobol", "few", "expected a whole number such as 4, found `few`"),
            ("initial.sobol", "", "expected a whole number such as 4, found nothing"),
            ("initial.sobol", "[1]", "expected a whole number such as 4, found a list"),
            ("initial.sobol", "99999", "`initial.sobol` is from 0 to 10000, found 99999; change it"),
            ("initial.sobl", "4", "unknown key `sobl`; did you mean `sobol`?"),
            ("sobol", "4", "unknown key `sobol`; choose from `kind`, `description`, `initial`"),
            ("initial.sobol.x", "4", "expected a whole number such as 4, found a mapping"),
            ("initial", "4", "expected a mapping (`key: value` lines), found `4`"),
            ("", "4", "unknown key ``; choose from `kind`, `description`, `initial`"),
            (
                "kind", "gird",
                "unknown kind `gird`; did you mean `grid`? Known: `bayes`, `grid`, `random`, `successive-halving`"
            ),
        ])
    func overrideErrors(key: String, value: String, message: String) {
        let error = #expect(throws: FileError.self) { try file("kind: random", [(key, value)]) }
        #expect(error?.description == "--set \(key)=\(value): \(message)")
    }

    @Test("The presets are complete, described, and readable")
    func presets() throws {
        #expect(Preset.all.map(\.name) == ["bayes", "grid", "random", "successive-halving"])
        for preset in Preset.all {
            let file = try preset.file()
            #expect(file.name == preset.name)
            #expect(!file.description.isEmpty)
        }
        #expect(Set(try Preset.all.map { try $0.file().kind }) == Set(StrategyKind.allCases))
    }
}
