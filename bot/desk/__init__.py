"""The desk: a web page on which admins do what is long, by the use cases and words of the chat."""
