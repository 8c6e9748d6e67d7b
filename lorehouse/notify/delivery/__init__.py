"""How messages leave: put together at the last moment, by mail or push, never two for one cause."""
