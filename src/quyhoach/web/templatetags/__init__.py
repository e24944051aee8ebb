"""Words and numbers as pages write them."""
