"""Optuna: numbers as integers by index, words as categories."""

import warnings

import optuna
from optuna.distributions import CategoricalDistribution, IntDistribution

from .peer import OfLogarithm, Peer

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.filterwarnings("ignore", category=optuna.exceptions.ExperimentalWarning)


class OptunaPeer(Peer):
    def __init__(self, course, seed):
        super().__init__(course, seed)
        self.study = optuna.create_study(sampler=self.sampler(seed), direction="minimize")
        self.distributions = {
            p.name: IntDistribution(0, len(p.values) - 1)
            if p.is_ordinal
            else CategoricalDistribution(list(range(len(p.values))))
            for p in self.parameters
        }

    def propose(self):
        self.trial = self.study.ask(self.distributions)
        self.proposed = tuple(self.trial.params[p.name] for p in self.parameters)
        return self.proposed

    def tell(self, point, value):
        if point != self.proposed:
            # Something else was run in its place: the study learns that, and forgets what it asked for.
            self.study.tell(self.trial, state=optuna.trial.TrialState.FAIL)
            params = {p.name: index for p, index in zip(self.parameters, point)}
            value = self.penalized(value)
            self.study.add_trial(
                optuna.trial.create_trial(params=params, distributions=self.distributions, value=value))
        elif value is None:
            self.fail()
        else:
            self.penalized(value)
            self.study.tell(self.trial, value)


class TPE(OptunaPeer):
    """Points that fail or are not in the table are pruned, which TPE counts among the bad ones."""

    def sampler(self, seed):
        return optuna.samplers.TPESampler(seed=seed, multivariate=False)

    def fail(self):
        self.study.tell(self.trial, state=optuna.trial.TrialState.PRUNED)

    def reject(self, point):
        self.fail()


class GP(OptunaPeer):
    """The Gaussian process learns from completed trials only and would ask for a pruned point again: the nearest one."""

    takes_nearest = True

    def sampler(self, seed):
        return optuna.samplers.GPSampler(seed=seed, deterministic_objective=False)

    def fail(self):
        self.study.tell(self.trial, self.penalized(None))


class GPOfLogarithm(OfLogarithm, GP):
    pass
