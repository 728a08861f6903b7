"""Where an article belongs. Pure: rules in, `Filing`s out."""
