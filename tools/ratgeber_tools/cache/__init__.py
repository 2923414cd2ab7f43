"""What a run may take from an earlier one, in `_build/`: never wrong, because a key holds all a value rests on."""
