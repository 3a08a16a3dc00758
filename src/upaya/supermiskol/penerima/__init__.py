"""Whoever holds a poverty letter, for systems that accept it: a port, asked by number or code."""
