"""Contracts: with a person, a team or an institution; signed, extended, ended."""
