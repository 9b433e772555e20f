import Testing

@testable import Execution

@Suite("Which SLURM it is")
struct SlurmSiteTests {
    private func site(_ lines: String...) throws -> SlurmSite? {
        let text = (["ClusterName = rome", "SLURM_VERSION = 22.05.8"] + lines).joined(separator: "\n")
        return try SlurmCapabilities(
            fromConfiguration: CommandOutput(exitStatus: 0, stdout: Array(text.utf8), stderr: [])
        ).site
    }

    @Test("hosts in their order, those of SLURM before 18.08 too; without hosts or port nobody knows")
    func reading() throws {
        #expect(
            try site("SlurmctldHost[1] = b", "SlurmctldHost[0] = a(10.0.0.1)", "SlurmctldPort = 6817")?.text
                == "rome@a,b:6817")
        #expect(
            try site("ControlMachine = a", "BackupController = b", "SlurmctldPort = 6820-6823")?.text
                == "rome@a,b:6820-6823")
        #expect(try site("SlurmctldPort = 6817") == nil)
        #expect(try site("SlurmctldHost[0] = a") == nil)
    }

    @Test("the text is read back; what is no such text is nobody")
    func text() throws {
        let site = try #require(try site("SlurmctldHost[0] = a", "SlurmctldPort = 6817"))
        #expect(SlurmSite(text: site.text) == site)
        #expect(SlurmSite(text: "rome") == nil && SlurmSite(text: "a:1@b") == nil)
    }

    @Test("another backup controller is no other SLURM; another port, host or name is")
    func sameness() throws {
        let own = try #require(SlurmSite(text: "rome@a,b:6817"))
        for (text, isSame) in [
            ("rome@b:6817", true), ("rome@b,a:6817", true), ("rome@c,d:6817", false),
            ("rome@a,b:6818", false), ("oslo@a,b:6817", false),
        ] {
            #expect(try #require(SlurmSite(text: text)).isSame(as: own) == isSame, "\(text)")
        }
    }
}
