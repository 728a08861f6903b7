"""Written by bench/fit_evidence.py: the line between kept and stopped is at 0."""

BIAS = -0.81
WEIGHTS = (1.48, 1.86, 1.33, 0.45, 1.15, 1.07)
