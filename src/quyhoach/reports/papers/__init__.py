"""The papers an office signs, each as a tree of blocks made from an answer."""
