"""Written by bench/fit_stories.py: the line between joining and opening is at 0."""

BIAS = 0.795
WEIGHTS = (0.000, 0.646, 4.364, 0.064, -1.470, -3.488, -0.815, 2.573, -0.466)
