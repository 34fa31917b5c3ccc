"""When something shall be sent, as admins type it."""
