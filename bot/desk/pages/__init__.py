"""The pages: each calls one use case and shows what the chat's views say of it."""
