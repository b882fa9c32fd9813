// Never read: what has assembly is taken from the files that do without.
