"""What is mine: taking it along, closing the account, being erased. It knows every room."""
