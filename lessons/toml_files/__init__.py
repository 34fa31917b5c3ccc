"""What all files of ours have in common: fields, lines and problems."""
