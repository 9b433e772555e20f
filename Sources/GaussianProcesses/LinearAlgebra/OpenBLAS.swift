import CLAPACKE

/// Settings of the BLAS underneath.
enum OpenBLAS {
    /// Touch this before the first call. Matrices of some hundred rows are done before a second thread has woken up, and the
    /// other cores may be running the very benchmark that is being tuned.
    static let useOneThread: Void = openblas_set_num_threads(1)
}

/// The words LAPACK takes as characters.
enum LAPACKCode {
    static let lower = CChar(bitPattern: UInt8(ascii: "L"))
}
