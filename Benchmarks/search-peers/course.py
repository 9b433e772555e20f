"""The book that is kept of one search, and the loop that asks a peer and answers it."""

import random
import time

from oracle import Oracle

# So many proposals in a row that give nothing new, and the search gets a random untried point of the table: some peers
# propose the same point for ever once they have converged.
PATIENCE = 50


class Spent(Exception):
    """The budget is spent; leaves the loop of a peer that has its own."""


class Course:
    def __init__(self, table, seed, budget):
        self.table, self.budget = table, min(budget, len(table.points))
        self.full_budget = budget
        self.oracle = Oracle(table, seed)
        # Of the bench, not of the peer: what it draws does not depend on how the peer uses its own generator.
        self.random = random.Random(seed)
        self.tried, self.best, self.best_score = {}, None, 0.0
        self.curve, self.recommended, self.seconds = [], [], []
        self.duplicates = self.invalid = self.forced = self.moved = self.failures = 0

    @property
    def is_spent(self):
        return len(self.curve) >= self.budget

    def observe(self, point):
        """Runs an untried point of the table; None where it fails, which costs an evaluation all the same."""
        value = self.tried[point] = self.oracle.observe(point)
        if value is None:
            self.failures += 1
        else:
            value = value if self.table.spec.direction == "min" else -value
            if self.best is None or value < self.best:
                self.best, self.best_score = value, self.table.score(point)
        self.curve.append(self.best_score)
        return value

    def known(self, point):
        value = self.tried[point]
        return value if value is None or self.table.spec.direction == "min" else -value

    def untried(self):
        return [point for point in self.table.points if point not in self.tried]

    def nearest_untried(self, point):
        """The valid point with the fewest parameters changed, then the fewest steps in the values' order; ties by chance."""
        ordinal = [p.is_ordinal for p in self.table.parameters]

        def distance(other):
            changed = steps = 0
            for here, there, counts in zip(point, other, ordinal):
                changed += here != there
                steps += abs(here - there) if counts else here != there
            return changed, steps, self.random.random()

        return min(self.untried(), key=distance)

    def result(self):
        def carried(values):
            return values + [values[-1]] * (self.full_budget - len(values)) if values else None

        return {
            "curve": carried(self.curve), "recommended": carried(self.recommended),
            "duplicates": self.duplicates, "invalid": self.invalid, "forced": self.forced, "moved": self.moved,
            "failures": self.failures, "seconds": self.seconds,
        }


def run(peer, course):
    """Asks until the budget is spent. A proposal that is not in the table or was tried costs nothing and is counted."""
    spent, stalled = 0.0, 0
    while not course.is_spent:
        start = time.perf_counter()
        point = tuple(int(index) for index in peer.propose())
        spent += time.perf_counter() - start
        is_valid, is_tried = point in course.table.means, point in course.tried
        course.invalid += not is_valid
        course.duplicates += is_tried
        stalled += not is_valid or is_tried
        if not is_valid or is_tried:
            if peer.takes_nearest:
                point = course.nearest_untried(point)
                course.moved += 1
            elif stalled >= PATIENCE:
                point = course.random.choice(course.untried())
                course.forced += 1
            else:
                start = time.perf_counter()
                if is_tried:
                    peer.tell(point, course.known(point))
                else:
                    peer.reject(point)
                spent += time.perf_counter() - start
                continue
        value = course.observe(point)
        start = time.perf_counter()
        peer.tell(point, value)
        course.seconds.append(spent + time.perf_counter() - start)
        spent, stalled = 0.0, 0
        best = peer.recommend()
        if best is not None:
            course.recommended.append(course.table.score(tuple(int(index) for index in best)))
    # The recommendation of a peer that has none before its model is fitted is what it observed best.
    if course.recommended:
        missing = len(course.curve) - len(course.recommended)
        course.recommended = course.curve[:missing] + course.recommended
    return course.result()
