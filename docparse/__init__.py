"""docparse: an offline toolkit for Chinese government policy documents."""
