"""Servers on the loopback that speak the chat-completions protocol: honest, lying and faulty."""
