import Foundation
import Testing

/// On real HPL, and on studies that could not run.
@Suite("Plots", .serialized)
struct PlotCommandTests {
    private func bytes(_ hpltune: Hpltune, _ name: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: hpltune.home + "/" + name))
    }

    @Test("a real study in every format; the same study is the same file; files are replaced whole")
    func realStudy() async throws {
        try await Hpltune.inNewHome { hpltune in
            let run = try await hpltune(
                "optimize", "--budget", "3", "--n", "300", "--batch", "3", "--study", "s")
            #expect(run.status == 0, "\(run.errors)")
            for (name, start) in [("a.png", "\u{89}PNG"), ("a.svg", "<?xml"), ("a.pdf", "%PDF")] {
                let plotted = try await hpltune("plot", "s", "--kind", "convergence", "-o", name)
                #expect(
                    plotted.status == 0 && plotted.out.isEmpty && plotted.errors == "Written: \(name)\n",
                    "\(plotted.errors)")
                let first = try bytes(hpltune, name)
                #expect(String(decoding: first.prefix(8), as: Unicode.ASCII.self).contains(start.suffix(3)))
                #expect(try await hpltune("plot", "-o", name).status == 0)
                #expect(try bytes(hpltune, name) == first)
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: hpltune.home).sorted() == [
                    ".local", "a.pdf", "a.png", "a.svg",
                ])
            #expect(
                try await hpltune("plot", "s", "--kind", "replicates", "-o", "r.svg", "--width", "1600")
                    .status == 0)
            #expect(String(decoding: try bytes(hpltune, "r.svg"), as: UTF8.self).contains("width=\"1600"))

            let json = try #require(try await hpltune.json("plot", "s", "--json") as? [String: Any])
            #expect(json["kind"] as? String == "convergence" && json["study"] as? String == "s")
            let figure = try #require(json["figure"] as? [String: Any])
            let panels = try #require(figure["panels"] as? [[String: Any]])
            #expect(panels.count == 2)
            #expect((figure["title"] as? String)?.contains("flops") == true)
        }
    }

    @Test("a study of which every run fails")
    func failures() async throws {
        try await Hpltune.inNewHome { hpltune in
            var broke = hpltune
            broke.variables = [
                "HPLTUNE_XHPL": try hpltune.write("#!/bin/sh\nkill -SEGV $$\n", to: "xhpl", executable: true)
            ]
            #expect(try await broke("optimize", "--n", "100", "--budget", "3").status == 1)
            #expect(try await hpltune("plot", "-o", "a.svg").status == 0)
            let json = try #require(try await hpltune.json("plot", "--json") as? [String: Any])
            let figure = try #require(json["figure"] as? [String: Any])
            #expect(figure["title"] as? String == "All 3 runs failed")
        }
    }

    @Test(
        "what users get wrong",
        arguments: [
            ([], 64, "Say -o FILE.png, -o FILE.svg or -o FILE.pdf"),
            (["-o", "a.jpg"], 64, "`a.jpg` has none of the endings png, svg, pdf"),
            (["-o", "a"], 64, "`a` has none of the endings png, svg, pdf"),
            (["--kind", "convergance", "-o", "a.png"], 64, "did you mean `convergence`?"),
            (["--kind", "pie", "-o", "a.png"], 64, "choose from `convergence`, `replicates`"),
            (["-o", "a.png", "--width", "5"], 64, "--width is between 200 and 10000, not 5"),
            (["-o", "a.png", "--width", "wide"], 64, "--width"),
            (["-o", "a.png", "--json"], 64, "give one of them"),
            (["nowhere", "-o", "a.png"], 1, "there is no study"),
        ] as [([String], Int32, String)])
    func wrong(arguments: [String], status: Int32, message: String) async throws {
        try await Hpltune.inNewHome { hpltune in
            let output = try await hpltune.run(["plot"] + arguments)
            #expect(output.status == status, "\(output.errors)")
            #expect(output.errors.contains(message), "\(output.errors)")
            #expect(!FileManager.default.fileExists(atPath: hpltune.home + "/a.png"))
        }
    }

    @Test("a file that cannot be written, and a disk that is full")
    func unwritable() async throws {
        try await Hpltune.inNewHome { hpltune in
            let run = try await hpltune("optimize", "--budget", "1", "--n", "100", "--batch", "1")
            #expect(run.status == 0, "\(run.errors)")
            let nowhere = try await hpltune("plot", "-o", "no/where.png")
            #expect(nowhere.status == 1)
            #expect(
                nowhere.errors
                    == "no/where.png: cannot be written (No such file or directory); choose another place with -o\n"
            )
            // The device that is always full stands for a disk that is.
            try FileManager.default.createSymbolicLink(
                atPath: hpltune.home + "/full.png", withDestinationPath: "/dev/full")
            let full = try await hpltune("plot", "-o", "full.png")
            #expect(full.status == 1)
            #expect(
                full.errors.contains("full.png: cannot be written (No space left on device)"),
                "\(full.errors)")
        }
    }

    @Test("a machine without any font still gets its picture")
    func noFont() async throws {
        try await Hpltune.inNewHome { hpltune in
            let run = try await hpltune("optimize", "--budget", "1", "--n", "100", "--batch", "1")
            #expect(run.status == 0, "\(run.errors)")
            var bare = hpltune
            bare.variables = [
                "FONTCONFIG_FILE": try hpltune.write("<fontconfig></fontconfig>\n", to: "fonts.conf")
            ]
            for name in ["a.png", "a.svg", "a.pdf"] {
                let plotted = try await bare("plot", "-o", name)
                #expect(plotted.status == 0, "\(plotted.errors)")
                #expect(try bytes(hpltune, name).count > 5_000)
            }
        }
    }
}
