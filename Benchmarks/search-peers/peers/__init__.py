"""The peers. Each module knows one package; `OPTIMIZERS` says which class is which optimizer, in which environment."""

# name: (environment made by `setup`, module, class)
OPTIMIZERS = {
    "optuna-tpe": ("main", "optuna_peer", "TPE"),
    "optuna-gp": ("main", "optuna_peer", "GP"),
    "botorch": ("main", "botorch_peer", "BoTorch"),
    "ax": ("main", "ax_peer", "Ax"),
    "skopt": ("main", "skopt_peer", "SkOpt"),
    "smac": ("smac", "smac_peer", "SMAC"),
    "hebo": ("hebo", "hebo_peer", "HEBOPeer"),
    "kt-ga": ("kernel-tuner", "kernel_tuner_peer", "GeneticAlgorithm"),
    "kt-bo": ("kernel-tuner", "kernel_tuner_peer", "BayesianOptimization"),
    # On the logarithm of the objective; only when named.
    "optuna-gp-log": ("main", "optuna_peer", "GPOfLogarithm"),
    "botorch-log": ("main", "botorch_peer", "BoTorchOfLogarithm"),
    "skopt-log": ("main", "skopt_peer", "SkOptOfLogarithm"),
}
UNLESS_NAMED = [name for name in OPTIMIZERS if not name.endswith("-log")]

# Seconds rather than milliseconds for a proposal: --slow-seeds is how many searches they get.
SLOW = {"optuna-gp", "botorch", "ax", "skopt", "smac", "hebo", "optuna-gp-log", "botorch-log", "skopt-log"}
