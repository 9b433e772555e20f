"""Prints the numbers of the tests in Tests/GaussianProcessesTests, computed independently of hpltune with numpy, scipy and
mpmath (written with numpy 2.4, scipy 1.17, mpmath 1.3).

    pip install numpy scipy mpmath
    python3 reference_values.py
"""
import mpmath
import numpy as np
from scipy import linalg, optimize, stats

mpmath.mp.dps = 60


def numbers(values):
    return "[" + ", ".join(repr(float(v)) for v in np.ravel(values)) + "]"


# Levels of a Weyl sequence, so that the tests can make the same ones without a table.
counts = (11, 7, 3)


def points(n, counts=counts):
    roots = [mpmath.sqrt(p) for p in (2, 3, 5, 7, 11, 13, 17, 19)]
    return np.array([[int(mpmath.floor((i + 1) * roots[k] % 1 * counts[k])) for k in range(len(counts))] for i in range(n)])


def observations(levels, counts=counts):
    x = levels / (np.array(counts) - 1)
    return np.sin(5 * x[:, 0]) + x[:, 1] ** 2 - 0.5 * x[:, 2] + 0.05 * np.cos(40 * x.sum(axis=1))


def matern(r):
    s = np.sqrt(5) * r
    return (1 + s + s * s / 3) * np.exp(-s)


# Dimension 0 has an order and special levels, 1 an order, 2 none.
def kernel(a, b, w, scales, share, variance):
    k = np.full((len(a), len(b)), variance)
    for d in range(3):
        la, lb = a[:, d][:, None], b[:, d][None, :]
        m = 0
        if d < 2:
            m = matern(np.abs(la - lb) / (counts[d] - 1) / scales[d])
        if d == 0:
            m = (1 - share) * m
        m = np.where(la == lb, 1, m)
        k = k * (1 - w[d] + w[d] * m)
    return k


x = points(12)
y = observations(x)
w, scales, share, variance, noise = np.array([0.9, 0.6, 0.3]), np.array([0.4, 0.7]), 0.2, 1.7, 0.02
noise_scales = np.array([1.0, 0.5] * 6)
print("levels:", x.tolist())
print("kernel 12 points, row 5:", numbers(kernel(x, x, w, scales, share, variance)[5]))

mean, deviation = y.mean(), y.std()
z = (y - mean) / deviation
k = kernel(x, x, w, scales, share, variance) + np.diag(noise * noise_scales)
factor = linalg.cholesky(k, lower=True)
print("last row of L:", numbers(factor[-1]))
print("log det:", repr(float(np.linalg.slogdet(k)[1])))
print("K^-1 y:", numbers(linalg.solve(k, z)))
print("log marginal likelihood:", repr(float(stats.multivariate_normal.logpdf(z, cov=k) - 12 * np.log(deviation))))
candidates = points(20)[15:]
ks = kernel(candidates, x, w, scales, share, variance)
print("means:", numbers(mean + deviation * ks @ linalg.solve(k, z)))
print("variances:", numbers(deviation**2 * (variance - (ks * linalg.solve(k, ks.T).T).sum(1))))


def logit(p):
    return np.log(p / (1 - p))


# logit w0, log l0, logit h0, logit w1, log l1, logit w2, log variance, log noise; each with a normal prior.
prior_means = np.array([-1.5, -0.7, -1, -1.5, -0.7, -1.5, 0, -4])
prior_deviations = np.array([1.5, 1, 1.5, 1.5, 1, 1.5, 0.7, 1])


def log_posterior(t):
    share_of = lambda v: 1 / (1 + np.exp(-v))
    k = kernel(x, x, share_of(t[[0, 3, 5]]), np.exp(t[[1, 4]]), share_of(t[2]), np.exp(t[6]))
    value = stats.multivariate_normal.logpdf(z, cov=k + np.diag(np.exp(t[7]) * noise_scales))
    return value + stats.norm.logpdf(t, prior_means, prior_deviations).sum()


theta = np.array([logit(w[0]), np.log(scales[0]), logit(share), logit(w[1]), np.log(scales[1]), logit(w[2]),
                  np.log(variance), np.log(noise)])
print("log posterior:", repr(float(log_posterior(theta))))
# Central differences extrapolated once (Richardson): good to about ten digits.
gradient = []
for i in range(len(theta)):
    e = np.eye(len(theta))[i]
    d = lambda h: (log_posterior(theta + h * e) - log_posterior(theta - h * e)) / (2 * h)
    gradient.append((4 * d(5e-4) - d(1e-3)) / 3)
print("gradient:", numbers(gradient))
best = min(
    (optimize.minimize(lambda t: -log_posterior(t), start, method="BFGS", options={"gtol": 1e-7})
     for start in [theta, prior_means]), key=lambda r: r.fun)
print("MAP:", repr(float(-best.fun)), numbers(best.x))

print("erfcx:")
for v in (-26.5, -10, -3, -1, -0.1, 0, 1e-8, 0.3, 1, 2.5, 5, 10, 20, 24.9, 25.1, 40, 1e3, 1e10, 1e150):
    # Underflow of erfc at 1e10 does not matter to mpmath's arbitrary exponents, its digits at 1e150 do.
    if v <= 1e3:
        value = mpmath.exp(mpmath.mpf(v) ** 2) * mpmath.erfc(mpmath.mpf(v))
    else:
        value = 1 / (mpmath.mpf(v) * mpmath.sqrt(mpmath.pi)) * (1 - 1 / (2 * mpmath.mpf(v) ** 2))
    print(f"        ({v!r}, {float(value)!r}),")


def upper_mills(a):  # (1 - Phi(a)) / phi(a)
    a = mpmath.mpf(a)
    return mpmath.sqrt(mpmath.pi / 2) * mpmath.exp(a * a / 2) * mpmath.erfc(a / mpmath.sqrt(2))


def log_h(v):
    v = mpmath.mpf(v)
    if v < -1e4:
        t = 1 / v**2
        return -v * v / 2 - mpmath.log(2 * mpmath.pi) / 2 + mpmath.log(t * (1 - 3 * t + 15 * t**2 - 105 * t**3))
    with mpmath.workdps(80):
        return mpmath.log(mpmath.npdf(v) + v * mpmath.erfc(-v / mpmath.sqrt(2)) / 2)


print("log h:")
for v in (-1e6, -12345.6789, -1000, -100, -38.5, -30.001, -30, -29.999, -10, -5, -2, -1.001, -1, -0.999, -0.5, -1e-9, 0,
          1e-3, 0.5, 1, 3, 8, 38, 100, 1e3):
    print(f"        ({v!r}, {float(log_h(v))!r}),")

print("log Phi:")
for v in (-1e6, -1000, -40, -38, -10, -5, -1.0001, -1, -0.5, 0, 1e-3, 0.5, 1, 3, 8, 37):
    v = mpmath.mpf(v)
    with mpmath.workdps(400):
        value = -v * v / 2 - mpmath.log(2 * mpmath.pi) / 2 + mpmath.log(upper_mills(-v)) if v < -30 and v > -1e4 else (
            -v * v / 2 - mpmath.log(2 * mpmath.pi) / 2 - mpmath.log(-v) + mpmath.log(1 - 1 / v**2 + 3 / v**4) if v < 0 and v <= -1e4
            else mpmath.log(mpmath.erfc(-v / mpmath.sqrt(2)) / 2))
    print(f"        ({float(v)!r}, {float(value)!r}),")

print("NNLS:")
generator = np.random.default_rng(7)
for rows, columns in ((6, 3), (10, 6), (9, 9)):
    a = generator.integers(-9, 10, (rows, columns)).astype(float)
    b = generator.integers(-9, 10, rows).astype(float)
    solution, norm = optimize.nnls(a, b)
    print("        (")
    print("            [" + ", ".join(numbers(row) for row in a) + "],")
    print("            " + numbers(b) + ",")
    print("            " + numbers(solution) + ", " + repr(float(norm)))
    print("        ),")

# The HPL cost model's columns on twelve runs: N^3/(PQ), N^3/(PQ NB), N^2/Q, N^2/P, N log2 P.
runs = [(n, nb, p, q) for n in (2000, 4000, 8000) for nb, p, q in ((64, 1, 4), (128, 2, 2), (192, 4, 1), (256, 2, 2))]
a = np.array([[n**3 / (p * q), n**3 / (p * q * nb), n**2 / q, n**2 / p, n * np.log2(p)] for n, nb, p, q in runs])
seconds = a @ np.array([4e-11, 8e-10, 3e-9, 0, 2e-7]) * np.array([1.01, 0.99, 1.005, 0.995] * 3)
lengths = np.linalg.norm(a, axis=0)
solution, norm = optimize.nnls(a / lengths, seconds)
print("cost model:", numbers(solution / lengths), repr(float(norm)))

print("Rosenbrock within x <= 0.8:",
      numbers(optimize.minimize(optimize.rosen, [-1.2, 1, -1, 0.5], jac=optimize.rosen_der, method="L-BFGS-B",
                                bounds=[(-2, 0.8)] + [(-2, 2)] * 3, options={"ftol": 1e-16, "gtol": 1e-10}).x))
