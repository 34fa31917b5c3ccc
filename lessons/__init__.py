"""The pure core: what a lesson is, when it falls due, what an article becomes."""
