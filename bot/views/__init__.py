"""Every sentence a person reads. Views take plain values and return screens."""
