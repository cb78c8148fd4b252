"""The model: frozen values of a document and of what is made from it."""
