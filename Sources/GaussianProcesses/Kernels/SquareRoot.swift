/// √q without a call, so that the compiler turns a loop over it into vector instructions (`squareRoot()` calls Glibc's sqrt
/// for the sake of errno, and no loop with a call in it is vectorized).
///
/// 1/√q from its bit pattern (Lomont, Fast Inverse Square Root, 2003), made exact by Newton's method; the last step is taken
/// on the root itself. For q = 0 and 1e−290 < q < 1e290, relative error below 3e-16.
enum SquareRoot {
    @inline(__always)
    static func value(_ q: Double) -> Double {
        let half = 0.5 * q
        var inverse = Double(bitPattern: 0x5FE6_EB50_C7B5_37A9 &- (q.bitPattern &>> 1))
        // 3e-2, 2e-3, 5e-6, 3e-11.
        inverse *= 1.5 - half * inverse * inverse
        inverse *= 1.5 - half * inverse * inverse
        inverse *= 1.5 - half * inverse * inverse
        let root = q * inverse
        return root + 0.5 * inverse * (q - root * root)
    }
}
