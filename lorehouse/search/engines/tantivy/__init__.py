"""The embedded engine: tantivy, in the house's data folder."""
