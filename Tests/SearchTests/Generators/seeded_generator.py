"""Prints the numbers of Tests/SearchTests/Strategies/SeededGeneratorTests.swift: xoshiro256** seeded by SplitMix64, after
the C code of Blackman and Vigna (prng.di.unimi.it). Run: python3 seeded_generator.py"""
MASK = (1 << 64) - 1


def split_mix(seed):
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def rotate_left(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def xoshiro(state):
    s = list(state)
    while True:
        yield (rotate_left((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate_left(s[3], 45)


def first(count, numbers):
    return [next(numbers) for _ in range(count)]


print("state 1-2-3-4:", ", ".join(str(n) for n in first(10, xoshiro((1, 2, 3, 4)))))
for seed in (0, 1, 42, MASK):
    state = first(4, split_mix(seed))
    print(f"seed {seed} state", "-".join(f"{word:x}" for word in state))
    print(f"seed {seed}:", ", ".join(f"0x{n:016x}" for n in first(4, xoshiro(state))))
    print(f"seed {seed}, below 10:", ", ".join(str(n % 10) for n in first(20, xoshiro(state))))
