"""Written by bench/fit_stories.py: the line between joining and opening is at 0."""

BIAS = 2.775
WEIGHTS = (0.208, 0.310, 2.851, 1.453, -2.626, -4.694, -0.907, 3.795, -0.538, -5.429)
