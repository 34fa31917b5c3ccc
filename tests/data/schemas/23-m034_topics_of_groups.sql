-- applied: m029_words_of_start_links
CREATE TABLE start_words (
            word TEXT NOT NULL PRIMARY KEY CHECK (length(word) <= 64),
            count INTEGER NOT NULL CHECK (count > 0)
        ) STRICT, WITHOUT ROWID;
