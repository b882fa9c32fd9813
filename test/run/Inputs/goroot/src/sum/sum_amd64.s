// It would be here.
