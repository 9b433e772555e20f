"""What the loop wants of a peer. Values are to be made small; a point is a tuple of value indices."""

import math


class Peer:
    # Whether a proposal that cannot be run is replaced by the nearest untried point of the table, as users of optimizers
    # do that cannot be told "no". Otherwise the peer is told and asked again.
    takes_nearest = False

    def __init__(self, course, seed):
        self.table, self.seed, self.course = course.table, seed, course
        self.parameters = course.table.parameters
        self.worst = None

    def propose(self):
        raise NotImplementedError

    def tell(self, point, value):
        """`value` is None for a run that failed."""
        raise NotImplementedError

    def reject(self, point):
        """`point` is not in the table; wanted where `takes_nearest` is False."""
        raise NotImplementedError

    def recommend(self):
        """The point the peer itself would name best; None where it has no opinion beside what it observed."""
        return None

    def penalized(self, value):
        """For peers that cannot be told of failures: the worst value so far. Before any success, 1."""
        if value is not None:
            self.worst = value if self.worst is None else max(self.worst, value)
            return value
        return 1.0 if self.worst is None else self.worst


class OfLogarithm:
    """Before a peer: the same on the logarithm of the objective, as a user would who knows that times spread by factors."""

    def tell(self, point, value):
        # Values are negative where larger is better; small stays small either way.
        super().tell(point, value if value is None else math.copysign(1, value) * math.log(abs(value)))
