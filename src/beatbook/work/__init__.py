"""Carries out what the other rooms decide: leases, the runner, outcomes."""
