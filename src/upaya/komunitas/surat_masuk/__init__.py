"""Answers by mail: a signed address, quotes cut away, automatic mail dropped, each message once."""
