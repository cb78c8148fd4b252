"""The checks: every issue of a pack or a language, with file, line and mend."""
