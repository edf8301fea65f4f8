"""Runs the drafting pipeline over sample incidents and scores what comes out against a gold."""
