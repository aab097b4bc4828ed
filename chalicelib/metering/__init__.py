"""Meters, their readings and curves, and what they tell."""
