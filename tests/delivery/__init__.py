"""From the tick to the outcome, through faults, kills and changes of the clock."""
