"""HEBO: numbers as integers by index, words as categories. It knows no constraints between parameters: the nearest untried
point of the table is run and told in place of what cannot be."""

import warnings

import numpy
import pandas
import torch
from hebo.design_space.design_space import DesignSpace
from hebo.optimizers.hebo import HEBO

from .peer import Peer

warnings.filterwarnings("ignore")


class HEBOPeer(Peer):
    takes_nearest = True

    def __init__(self, course, seed):
        super().__init__(course, seed)
        numpy.random.seed(seed)
        torch.manual_seed(seed)
        space = DesignSpace().parse([
            {"name": p.name, "type": "int", "lb": 0, "ub": len(p.values) - 1}
            if p.is_ordinal
            else {"name": p.name, "type": "cat", "categories": list(range(len(p.values)))}
            for p in self.parameters
        ])
        self.optimizer = HEBO(space, scramble_seed=seed)

    def propose(self):
        return self.optimizer.suggest(n_suggestions=1).iloc[0][[p.name for p in self.parameters]]

    def tell(self, point, value):
        row = pandas.DataFrame([{p.name: index for p, index in zip(self.parameters, point)}])
        self.optimizer.observe(row, numpy.array([[self.penalized(value)]]))
