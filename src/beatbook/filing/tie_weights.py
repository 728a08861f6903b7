"""Written by bench/fit_stories.py: the line between joining and opening is at 0."""

BIAS = 2.201
WEIGHTS = (0.000, 0.400, 4.155, 0.065, -1.398, -4.126, -0.766, 2.051, -0.506)
