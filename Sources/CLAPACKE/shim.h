#ifndef CLAPACKE_SHIM_H
#define CLAPACKE_SHIM_H

// Swift cannot import C's _Complex types, and lapacke.h would pull them in. Nothing here computes with complex numbers, so
// plain structures of the same size stand in for them.
#define LAPACK_COMPLEX_CUSTOM
typedef struct { float real, imaginary; } lapack_complex_float;
typedef struct { double real, imaginary; } lapack_complex_double;

#include <lapacke.h>

// OpenBLAS's own cblas.h: beside the BLAS it declares openblas_set_num_threads.
#include <cblas.h>

#endif
