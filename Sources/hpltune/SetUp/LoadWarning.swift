import Glibc
import HPL

/// Other programs on the cores that are about to be measured.
enum LoadWarning {
    /// `nil` when the machine is quiet enough.
    static var text: String? {
        var loads = [0.0]
        let cores = Machine.detect().cores
        guard getloadavg(&loads, 1) == 1, loads[0] > 0.5 * Double(cores) else { return nil }
        return
            "warning: the load is \((loads[0] * 10).rounded() / 10) on \(NumberText.count(cores, "core")); "
            + "other programs will disturb the runs"
    }
}
