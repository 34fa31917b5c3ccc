"""What a clinic says of itself and asks of its people; all of it may be left out."""
