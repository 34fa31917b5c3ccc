"""What a chat was asked, and has not answered."""
