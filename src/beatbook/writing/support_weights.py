"""Written by bench/fit_evidence.py: the line between kept and stopped is at 0."""

BIAS = -2.0
WEIGHTS = (2.0, 1.0, 1.0, 1.0, 1.0, 0.3)
