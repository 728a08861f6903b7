"""Written by bench/fit_stories.py: the line between joining and opening is at 0."""

BIAS = 2.925
WEIGHTS = (1.259, 0.052, 4.238, -1.858, 0.761, -2.901, -2.746, 0.280, -0.894, 2.747, -0.508)
