"""Measure what the client costs, as ratios to named baselines in one run."""
