"""What the library's pages show, as far as the reader may know."""
