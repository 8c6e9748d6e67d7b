"""The first page: what is new for the reader, what waits for them, and a welcome for visitors."""
