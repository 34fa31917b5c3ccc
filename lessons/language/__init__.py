"""Sentences, syllables and how easily a text reads.

Our own, after trying the libraries of the kind in November 2026 on the lessons of the built-in
course, the article of the tests, and the words and sentences that tests/lessons/test_readability.py
counts by hand:

- textstat 0.7.13 downloads a dictionary through NLTK before it counts a syllable, and fails where
  it cannot; it takes 0.44 s and 32 MB to import, 28 MB on disk with what it needs. Without that
  dictionary, Pyphen counts 66 of the 98 words right, ours all. "Call at once! Why? Numbness is a
  warning." is two sentences to it, and "See e.g. Smith et al. on this. Then ask Dr. Jones or Mrs.
  Hall, i.e. a clinician." three.
- pysbd 0.3.4 and sentencex 1.0.32 are offline and small (0.5 and 4 MB). pysbd finds the same
  sentences in every lesson and in the article in 55 ms, ours in 0.6 ms; of the 11 groups of hard
  sentences (quotes, ellipses, initials, emphasis) either has 7 right, ours all.
"""
