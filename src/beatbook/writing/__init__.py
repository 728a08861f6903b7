"""What the desk writes itself, sentence by sentence with its evidence. Pure but for the call of a language model."""
