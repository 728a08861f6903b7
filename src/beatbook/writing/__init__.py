"""What the desk writes from what it filed. Pure: articles in, `Brief`s out."""
