"""The pack: a document's folder, read into one value."""
