"""Who may administer, what is counted for them, and how much of it they are told."""
