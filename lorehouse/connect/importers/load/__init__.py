"""From the store into the house: whole batches, each in one transaction with its fact."""
