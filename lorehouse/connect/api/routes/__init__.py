"""The API's addresses, a file for each noun."""
