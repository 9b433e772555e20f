/// e^x without branches, so that the compiler turns a loop over it into vector instructions (Glibc's exp stays scalar).
///
/// x = k·ln 2 + r with |r| ≤ ½ ln 2, e^r by its Taylor series to the 12th power (remainder below 2e-16). Valid for
/// −708 ≤ x ≤ 709, relative error below 4e-16; below −708 it stays at e^−708 ≈ 3e-308.
enum Exponential {
    @inline(__always)
    static func value(_ argument: Double) -> Double {
        let x = argument > -708 ? argument : -708
        // Adding 1.5·2⁵² rounds to an integer, which then stands in the low bits.
        let magic = 6_755_399_441_055_744.0
        let shifted = x * 1.442_695_040_888_963_4 + magic
        let k = shifted - magic
        // ln 2 in two parts, the first with trailing zeros, so that k times it is exact.
        let r = (x - k * 0.693_147_180_369_123_816) - k * 1.908_214_929_270_587_7e-10
        let r2 = r * r
        let r4 = r2 * r2
        // Estrin's scheme: short chains of dependent operations.
        let p01 = 1.0 + r
        let p23 = 0.5 + r * (1.0 / 6)
        let p45 = 1.0 / 24 + r * (1.0 / 120)
        let p67 = 1.0 / 720 + r * (1.0 / 5_040)
        let p89 = 1.0 / 40_320 + r * (1.0 / 362_880)
        let pab = 1.0 / 3_628_800 + r * (1.0 / 39_916_800)
        let low = (p01 + p23 * r2) + (p45 + p67 * r2) * r4
        let high = (p89 + pab * r2) + r4 * (1.0 / 479_001_600)
        let polynomial = low + high * (r4 * r4)
        return polynomial * Double(bitPattern: (shifted.bitPattern &+ 1023) &<< 52)
    }
}
