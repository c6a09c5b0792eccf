"""Dated tables of what official documents name, and their loader."""
