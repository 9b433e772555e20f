"""Which of a point's single runs a seed draws: the arithmetic of hpltune's ReplayOracle, bit for bit."""

MASK = (1 << 64) - 1


def fnv1a(data, bits=0xCBF29CE484222325):
    for byte in data:
        bits = ((bits ^ byte) * 0x100000001B3) & MASK
    return bits


def first_word(seed):
    """The first word of xoshiro256** seeded through SplitMix64: only its second word of state goes into it."""
    seed = (seed + 2 * 0x9E3779B97F4A7C15) & MASK
    mixed = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
    state = mixed ^ (mixed >> 31)
    product = (state * 5) & MASK
    return (((product << 7) | (product >> 57)) * 9) & MASK


class Oracle:
    def __init__(self, table, seed):
        self.table, self.seed = table, seed

    def observe(self, point):
        """One single run of a point of the table, None where it fails. The same point always gives the same run."""
        singles = self.table.replicates[point]
        if not singles:
            return None
        pairs = sorted(zip((p.name for p in self.table.parameters), self.table.values(point)))
        text = "".join(f"{name}={value}\n" for name, value in pairs)
        word = first_word(fnv1a(f"{self.seed} {fnv1a(text.encode()):016x} 1.0".encode()))
        # hpltune draws again above the last multiple of the count; that is one word in 10^18.
        return singles[word % len(singles)]
