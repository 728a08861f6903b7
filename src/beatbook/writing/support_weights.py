"""Written by bench/fit_evidence.py: the line between kept and stopped is at 0."""

BIAS = -0.68
WEIGHTS = (1.81, 2.11, 1.33, 0.52, 0.47, 1.17)
