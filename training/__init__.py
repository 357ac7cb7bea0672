"""Trains and exports the reader's model."""
