"""What have the agencies sent us? Read, tidy, accept or refuse with reasons; one batch, undoable."""
