"""scikit-optimize: its Gaussian process with the hedge of three acquisitions, its own constraint for points that the table
does not have (or that were run); numbers as integers by index."""

import warnings

import numpy
from skopt import Optimizer
from skopt.space import Categorical, Integer

from .peer import OfLogarithm, Peer

warnings.filterwarnings("ignore")


class SkOpt(Peer):
    admitted = None

    def __init__(self, course, seed):
        super().__init__(course, seed)
        dimensions = [
            Integer(0, len(p.values) - 1, name=p.name)
            if p.is_ordinal
            else Categorical(list(range(len(p.values))), name=p.name)
            for p in self.parameters
        ]
        self.optimizer = Optimizer(
            dimensions, base_estimator="GP", random_state=seed, acq_optimizer="sampling",
            space_constraint=self.is_free)

    def is_free(self, row):
        point = tuple(int(index) for index in row)
        if point == self.admitted:
            self.admitted = None
            return True
        return point in self.table.means and point not in self.course.tried

    def propose(self):
        return self.optimizer.ask()

    def tell(self, point, value):
        # tell() first asks its constraint about this point, which has just been tried, and then looks for the next one.
        self.admitted = point
        self.optimizer.tell([int(index) for index in point], self.penalized(value))

    def reject(self, point):
        raise AssertionError("the constraint lets no such point through")

    def recommend(self):
        if not self.optimizer.models:
            return None
        rows = self.optimizer.Xi
        means = self.optimizer.models[-1].predict(self.optimizer.space.transform(rows))
        return rows[int(numpy.argmin(means))]


class SkOptOfLogarithm(OfLogarithm, SkOpt):
    pass
