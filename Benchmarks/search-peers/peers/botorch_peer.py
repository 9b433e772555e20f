"""BoTorch, by its own building blocks: a GP over the indices (words one-hot), log expected improvement over every untried
point of the table. It can propose nothing else, so there is nothing to reject."""

import warnings

import torch
from botorch.acquisition import qLogNoisyExpectedImprovement
from botorch.fit import fit_gpytorch_mll
from botorch.models import SingleTaskGP
from gpytorch.mlls import ExactMarginalLogLikelihood

from .peer import OfLogarithm, Peer

INITIAL = 10


class BoTorch(Peer):
    def __init__(self, course, seed):
        super().__init__(course, seed)
        torch.manual_seed(seed)
        self.points = course.table.points
        self.inputs = torch.tensor([self.encoded(point) for point in self.points], dtype=torch.double)
        self.place = {point: i for i, point in enumerate(self.points)}
        self.tried, self.values, self.model = [], [], None

    def encoded(self, point):
        """Indices as numbers in [0, 1], words one-hot."""
        columns = []
        for parameter, index in zip(self.parameters, point):
            last = len(parameter.values) - 1
            if parameter.is_ordinal:
                columns.append(index / last if last else 0.0)
            else:
                columns += [float(index == i) for i in range(last + 1)]
        return columns

    def propose(self):
        left = [i for i in range(len(self.points)) if self.points[i] not in self.course.tried]
        if len(self.values) < INITIAL:
            return self.points[left[torch.randint(len(left), (1,)).item()]]
        x = self.inputs[self.tried]
        acquisition = qLogNoisyExpectedImprovement(self.model, x, prune_baseline=True)
        with torch.no_grad():
            candidates = self.inputs[left].unsqueeze(1)
            scores = torch.cat([acquisition(part) for part in candidates.split(2048)])
        return self.points[left[int(scores.argmax())]]

    def tell(self, point, value):
        self.tried.append(self.place[point])
        self.values.append(-self.penalized(value))
        if len(self.values) < INITIAL:
            return
        y = torch.tensor(self.values, dtype=torch.double).unsqueeze(-1)
        # Its outcomes are standardized by default; the objective stays as it is measured.
        self.model = SingleTaskGP(self.inputs[self.tried], y)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit_gpytorch_mll(ExactMarginalLogLikelihood(self.model.likelihood, self.model))

    def recommend(self):
        if self.model is None:
            return None
        with torch.no_grad():
            means = self.model.posterior(self.inputs[self.tried]).mean
        return self.points[self.tried[int(means.argmax())]]


class BoTorchOfLogarithm(OfLogarithm, BoTorch):
    pass
