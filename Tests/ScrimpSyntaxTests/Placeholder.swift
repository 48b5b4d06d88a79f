// First file of the tests; replaced by its owner.
