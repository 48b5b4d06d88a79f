// First file of the module; replaced by its owner.
