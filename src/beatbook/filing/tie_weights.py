"""Written by bench/fit_stories.py: the line between joining and opening is at 0."""

BIAS = 2.772
WEIGHTS = (0.197, 0.314, 2.849, 1.442, -2.627, -4.696, -0.907, 3.797, -0.538, -5.431)
