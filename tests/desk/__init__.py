"""The desk: what admins do on the page."""
