"""From the tick to the outcome: what is due is claimed, rendered, sent and settled."""
