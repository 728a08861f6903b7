"""Written by bench/fit_stories.py: the line between joining and opening is at 0."""

BIAS = 0.433
WEIGHTS = (0.956, 0.256, 4.008, 0.727, -1.216, -0.073, -2.216, -2.718, 0.205, -0.903, 2.721, -0.484)
