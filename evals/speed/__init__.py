"""Measures the digest on large logs: lines a second beside Drain3, peak memory, growth."""
