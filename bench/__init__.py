"""What the client costs: ratios against named baselines, measured in one run."""
