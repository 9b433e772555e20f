"""Kernel Tuner: its own loop over its own search space, through `tune_kernel` in simulation mode with our runner.

A restriction tells it which points the table has, as its users write them; values are the table's own.
"""

import random
import time

import kernel_tuner.runners.simulation as simulation
import numpy
from constraint import FunctionConstraint
from kernel_tuner import tune_kernel
from kernel_tuner.util import RuntimeFailedConfig

from .peer import Peer


class KernelTunerPeer(Peer):
    def search(self):
        """The whole search. The strategies draw from the global generators."""
        random.seed(self.seed)
        numpy.random.seed(self.seed)
        course, names = self.course, [p.name for p in self.parameters]
        index = [{value: i for i, value in enumerate(p.values)} for p in self.parameters]

        def point(values):
            return tuple(places[value] for places, value in zip(index, values))

        def is_valid(*values):
            return point(values) in course.table.means

        class Runner(simulation.SimulationRunner):
            """Takes its answers from the course rather than from a cache file."""

            asked = None

            def run(self, parameter_space, tuning_options):
                # Up to the first proposals it enumerates the space, which is no proposing.
                spent, results = time.perf_counter() - self.asked if self.asked else 0.0, []
                for element in parameter_space:
                    where = point(element)
                    is_new = where not in course.tried
                    if is_new and course.is_spent:
                        results.append(None)
                        continue
                    if is_new:
                        value = course.observe(where)
                        course.seconds.append(0.0)
                        tuning_options.budget.add_evaluations(1)
                    else:
                        # Kernel Tuner answers these from its cache, at no cost.
                        course.duplicates += 1
                        value = course.known(where)
                    result = dict(zip(names, element))
                    result["objective"] = value
                    if value is None:
                        result["__error__"] = result["objective"] = RuntimeFailedConfig()
                    results.append(result)
                # What a generation took belongs to all the runs that came of it.
                new = max(1, len(course.curve) - self.timed)
                course.seconds[self.timed:] = [spent / new] * (len(course.curve) - self.timed)
                self.timed, self.asked = len(course.curve), time.perf_counter()
                return results

            timed = 0

        simulation.SimulationRunner = Runner
        tune_kernel(
            "table", "__global__ void table() {}", 1, [], {p.name: p.values for p in self.parameters}, lang="CUDA",
            restrictions=[FunctionConstraint(is_valid)],
            strategy=self.strategy, strategy_options={"max_fevals": course.budget}, simulation_mode=True,
            objective="objective", objective_higher_is_better=False, quiet=True, verbose=False)
        # A strategy that ends early has nothing more to say; the last value is carried on.
        return course.result()


class GeneticAlgorithm(KernelTunerPeer):
    strategy = "genetic_algorithm"


class BayesianOptimization(KernelTunerPeer):
    strategy = "bayes_opt"
