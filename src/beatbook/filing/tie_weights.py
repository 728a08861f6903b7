"""Written by bench/fit_stories.py: the line between joining and opening is at 0."""

BIAS = 3.265
WEIGHTS = (0.930, 0.433, 0.324, -1.234, 4.438, -1.852, 0.831, -3.247, -2.886, 0.239, -0.893, 2.946, -0.510)
