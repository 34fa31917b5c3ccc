"""Updates that are brought: who may bring them, and what becomes of them."""
