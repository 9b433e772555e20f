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


# Points of a Weyl sequence, so that the tests can make the same ones without a table.
def points(n, d):
    roots = [mpmath.sqrt(p) for p in (2, 3, 5, 7, 11, 13, 17, 19)]
    return np.array([[float((i + 1) * roots[k] % 1) for k in range(d)] for i in range(n)])


def observations(x):
    return np.sin(5 * x[:, 0]) + x[:, 1] ** 2 - 0.5 * x[:, 2] + 0.05 * np.cos(40 * x.sum(axis=1))


def matern(a, b, scales, variance):
    r = np.sqrt((((a[:, None, :] - b[None, :, :]) / scales) ** 2).sum(-1))
    s = np.sqrt(5) * r
    return variance * (1 + s + s * s / 3) * np.exp(-s)


x, y = points(12, 3), None
y = observations(x)
scales, variance, noise = np.array([0.3, 0.7, 1.5]), 1.7, 0.02
noise_scales = np.array([1.0, 0.5] * 6)
print("kernel 12 points, row 5:", numbers(matern(x, x, scales, variance)[5]))

mean, deviation = y.mean(), y.std()
z = (y - mean) / deviation
k = matern(x, x, scales, variance) + np.diag(noise * noise_scales)
factor = linalg.cholesky(k, lower=True)
print("last row of L:", numbers(factor[-1]))
print("log det:", repr(float(np.linalg.slogdet(k)[1])))
print("K^-1 y:", numbers(linalg.solve(k, z)))
print("log marginal likelihood:", repr(float(stats.multivariate_normal.logpdf(z, cov=k) - 12 * np.log(deviation))))
candidates = points(20, 3)[15:]
ks = matern(candidates, x, scales, variance)
print("means:", numbers(mean + deviation * ks @ linalg.solve(k, z)))
print("variances:", numbers(deviation**2 * (variance - (ks * linalg.solve(k, ks.T).T).sum(1))))


def log_posterior(theta, prior):
    s, v, nu = np.exp(theta[:-2]), np.exp(theta[-2]), np.exp(theta[-1])
    k = matern(x, x, s, v) + np.diag(nu * noise_scales)
    value = stats.multivariate_normal.logpdf(z, cov=k)
    value += stats.gamma.logpdf(v, a=2, scale=1 / 0.15) + stats.lognorm.logpdf(nu, s=1, scale=np.exp(-4))
    if prior == "gamma":
        return value + stats.gamma.logpdf(s, a=3, scale=1 / 6).sum()
    location = np.sqrt(2) + np.log(len(s)) / 2
    return value + stats.lognorm.logpdf(s, s=np.sqrt(3), scale=np.exp(location)).sum()


theta = np.log(np.concatenate([scales, [variance, noise]]))
for prior in ("gamma", "logNormal"):
    print(prior, "log posterior:", repr(float(log_posterior(theta, prior))))
    # Central differences extrapolated once (Richardson): good to about ten digits.
    gradient = []
    for i in range(len(theta)):
        e = np.eye(len(theta))[i]
        d = lambda h: (log_posterior(theta + h * e, prior) - log_posterior(theta - h * e, prior)) / (2 * h)
        gradient.append((4 * d(5e-4) - d(1e-3)) / 3)
    print(prior, "gradient:", numbers(gradient))
    bounds = [np.log([0.01, 1000])] * 3 + [np.log([0.01, 1000]), np.log([1e-6, 10])]
    best = min(
        (optimize.minimize(lambda t: -log_posterior(t, prior), start, method="L-BFGS-B", bounds=bounds)
         for start in [theta, np.log([0.5, 0.5, 0.5, 1, 0.001]), np.log([2, 2, 2, 1, 0.1])]),
        key=lambda r: r.fun)
    print(prior, "MAP:", repr(float(-best.fun)), numbers(np.exp(best.x)))

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
