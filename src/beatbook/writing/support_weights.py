"""Written by bench/fit_evidence.py: the line between kept and stopped is at 0."""

BIAS = -0.84
WEIGHTS = (1.52, 1.91, 1.37, 0.41, 1.09, 1.10)
