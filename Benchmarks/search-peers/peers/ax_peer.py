"""Ax: its default generation strategy (Sobol, then BoTorch's modular model); numbers as integers by index, words as choices.

Its constraints are linear ones, so the nearest untried point of the table is attached in place of what cannot be run.
"""

import logging
import warnings

import numpy
import torch
from ax.api.client import Client
from ax.api.configs import ChoiceParameterConfig, RangeParameterConfig

from .peer import Peer

logging.disable(logging.WARNING)
warnings.filterwarnings("ignore")


class Ax(Peer):
    takes_nearest = True

    def __init__(self, course, seed):
        super().__init__(course, seed)
        numpy.random.seed(seed)
        torch.manual_seed(seed)
        self.client = Client(random_seed=seed)
        self.client.configure_experiment(
            [
                RangeParameterConfig(name=p.name, bounds=(0, len(p.values) - 1), parameter_type="int")
                if p.is_ordinal
                else ChoiceParameterConfig(
                    name=p.name, values=list(range(len(p.values))), parameter_type="int", is_ordered=False)
                for p in self.parameters
            ])
        self.client.configure_optimization("-value")

    def propose(self):
        (self.trial, parameters), = self.client.get_next_trials(1).items()
        self.proposed = self.point(parameters)
        return self.proposed

    def point(self, parameters):
        return tuple(int(parameters[p.name]) for p in self.parameters)

    def tell(self, point, value):
        trial = self.trial
        if point != self.proposed:
            self.client.mark_trial_abandoned(trial)
            trial = self.client.attach_trial({p.name: index for p, index in zip(self.parameters, point)})
        # A trial marked as failed tells its model nothing: it went on asking for the same point (44 of 100 on pnpoly).
        self.client.complete_trial(trial, {"value": self.penalized(value)})

    def recommend(self):
        if self.course.best is None:
            return None
        return self.point(self.client.get_best_parameterization(use_model_predictions=True)[0])
