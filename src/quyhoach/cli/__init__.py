"""Face: the command line. It asks actions and prints; it does not think."""
