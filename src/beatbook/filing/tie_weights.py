"""Written by bench/fit_stories.py: the line between joining and opening is at 0."""

BIAS = 1.708
WEIGHTS = (0.000, 0.603, 4.048, 0.000, -1.442, -3.949, -0.748, 2.012, -0.484)
