"""Written by bench/fit_stories.py: the line between joining and opening is at 0."""

BIAS = 2.458
WEIGHTS = (1.146, 0.372, 2.280, 1.003, -2.305, -4.289, -0.885, 4.170, -0.533, -5.189)
