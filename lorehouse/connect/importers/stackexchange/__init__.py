"""Reads `stackexchange`: the folder of XML files that a community's dump consists of."""
