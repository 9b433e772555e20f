"""A table of measurements as DESIGN's replay protocol and hpltune's own `simulate` read it (Sources/Search/Replay).

`check` compares this with hpltune, so that peers and our strategies meet the same space, scores and noise.
"""

import csv
import gzip
import math
import os
import sys
from dataclasses import dataclass

SUCCESSES = {"ok", "PASSED", "measured"}


@dataclass
class Spec:
    """What a user says about a table; the same that Benchmarks/search tells `hpltune simulate`."""

    file: str
    objective: str
    direction: str
    categorical: tuple = ()
    budget: int = 100

    @property
    def name(self):
        return os.path.basename(self.file).removesuffix(".gz").removesuffix(".csv")


def parse_value(text):
    """An int, a float or a word; `1.0` and `1` are the same value."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    return int(number) if number.is_integer() else number


@dataclass
class Parameter:
    name: str
    values: list
    is_ordinal: bool


class Table:
    """The valid set is the rows. A point is a tuple of value indices, one for each parameter."""

    def __init__(self, spec):
        self.spec = spec
        opener = gzip.open if spec.file.endswith(".gz") else open
        with opener(spec.file, "rt", encoding="utf-8-sig", newline="") as stream:
            header, *rows = [row for row in csv.reader(stream) if row]
        end = header.index("status") if "status" in header else header.index(spec.objective)
        # The replicates are the single runs of the table's own objective, the first column after `status`.
        is_own = "status" not in header or header.index(spec.objective) == end + 1
        replicates = []
        while is_own and f"r{len(replicates)}" in header:
            replicates.append(header.index(f"r{len(replicates)}"))
        for number, row in enumerate(rows):
            if "" in row[:end]:
                sys.exit(f"{spec.file}: data row {number + 1} has an empty parameter cell; this bench wants complete tables")
        columns = [[parse_value(row[place]) for row in rows] for place in range(end)]
        self.parameters = [
            self._parameter(header[place], columns[place], header[place] in spec.categorical)
            for place in range(end)
        ]
        self.means, self.replicates = {}, {}
        self._collect(header, rows, columns, replicates)
        good = [mean for mean in self.means.values() if mean is not None]
        self.best = min(good) if spec.direction == "min" else max(good)
        self.points = sorted(self.means)

    @staticmethod
    def _parameter(name, cells, is_named_categorical):
        numeric = all(not isinstance(cell, str) for cell in cells)
        # Numbers by size, then words by letter.
        values = sorted(set(cells), key=lambda v: (isinstance(v, str), v if not isinstance(v, str) else 0, str(v)))
        return Parameter(name, values, numeric and not is_named_categorical)

    def _collect(self, header, rows, columns, replicates):
        status = header.index("status") if "status" in header else None
        objective = header.index(self.spec.objective)
        places = [{value: index for index, value in enumerate(p.values)} for p in self.parameters]
        means = {}
        for number, row in enumerate(rows):
            point = tuple(place[column[number]] for place, column in zip(places, columns))
            means.setdefault(point, [])
            singles = self.replicates.setdefault(point, [])
            if status is not None and row[status] not in SUCCESSES:
                continue
            runs = [float(row[place]) for place in replicates if row[place].strip()]
            mean = float(row[objective]) if row[objective].strip() else sum(runs) / len(runs)
            means[point].append(mean)
            singles += runs or [mean]
        # A point that failed in some rows and succeeded in others counts as good.
        self.means = {point: sum(m) / len(m) if m else None for point, m in means.items()}

    def score(self, point):
        """In [0, 1]: 1 for the best mean of the table, 0 for a point that fails."""
        mean = self.means[point]
        if mean is None:
            return 0.0
        return self.best / mean if self.spec.direction == "min" else mean / self.best

    def values(self, point):
        return [parameter.values[index] for parameter, index in zip(self.parameters, point)]
