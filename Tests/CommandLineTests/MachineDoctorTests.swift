import Testing

@testable import hpltune

@Suite("What doctor says to begin with")
struct MachineDoctorTests {
    @Test("a study whose name is taken elsewhere gets another one")
    func beginning() {
        func text(_ cluster: String, _ studies: [(name: String, cluster: String?)]) -> String {
            MachineDoctor.beginning(on: cluster, besides: studies)
        }
        #expect(text("local", []) == "optimize --budget 40")
        #expect(text("local", [("local", nil)]) == "optimize --budget 40")
        #expect(text("local", [("local", "rome")]) == "optimize --study this-machine --budget 40")
        #expect(text("rome", []) == "optimize --cluster rome --budget 40")
        #expect(text("rome", [("local", "rome")]) == "optimize --cluster rome --budget 40")
        #expect(text("rome", [("local", nil)]) == "optimize --cluster rome --study rome --budget 40")
        #expect(
            text("rome", [("local", nil), ("rome", nil)])
                == "optimize --cluster rome --study rome-2 --budget 40")
    }
}
