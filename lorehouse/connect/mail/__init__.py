"""Replies by mail, from a pipe or a mailbox: posted through the same action as all others."""
