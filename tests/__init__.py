"""Tests of the whole house, and the programs that run checks. Others are beside the code."""
