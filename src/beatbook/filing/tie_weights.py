"""Written by bench/fit_stories.py: the line between joining and opening is at 0."""

BIAS = 1.244
WEIGHTS = (2.657, 0.081, 2.410, 1.722, -1.817, -3.116, -0.630, 2.534, -0.951, -4.247)
