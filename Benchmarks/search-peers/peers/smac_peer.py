"""SMAC3, its random forest for hyperparameters: numbers as integers by index, words as categories. What fails or is not in
the table is told as crashed, with the worst value so far, as its users do."""

import logging
import tempfile

from ConfigSpace import Categorical, Configuration, ConfigurationSpace, Integer
from smac import HyperparameterOptimizationFacade, Scenario
from smac.runhistory import StatusType, TrialInfo, TrialValue

from .peer import Peer

logging.disable(logging.WARNING)


class SMAC(Peer):
    def __init__(self, course, seed):
        super().__init__(course, seed)
        self.space = space = ConfigurationSpace(seed=seed)
        for p in self.parameters:
            last = len(p.values) - 1
            space.add(
                Integer(p.name, (0, last)) if p.is_ordinal else Categorical(p.name, list(range(last + 1))))
        # It writes its history there; nothing reads it again.
        self.folder = tempfile.TemporaryDirectory()
        scenario = Scenario(
            space, deterministic=True, n_trials=course.budget, seed=seed, output_directory=self.folder.name)
        self.smac = HyperparameterOptimizationFacade(
            scenario, self.never_called, overwrite=True, logging_level=False)

    @staticmethod
    def never_called(config, seed=0):
        raise AssertionError("the bench asks and tells")

    def propose(self):
        self.trial = self.smac.ask()
        self.proposed = tuple(self.trial.config[p.name] for p in self.parameters)
        return self.proposed

    def tell(self, point, value):
        trial = self.trial
        if point != self.proposed:
            # The bench ran another point, out of patience.
            self.reject(self.proposed)
            config = Configuration(self.space, values={p.name: i for p, i in zip(self.parameters, point)})
            trial = TrialInfo(config, seed=trial.seed)
        status = StatusType.CRASHED if value is None else StatusType.SUCCESS
        self.smac.tell(trial, TrialValue(cost=self.penalized(value), status=status), save=False)

    def reject(self, point):
        self.tell(point, None)
