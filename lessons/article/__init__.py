"""Articles: their headings and paragraphs, and the lessons that they are cut into."""
