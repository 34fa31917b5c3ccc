-- To which text a chat has agreed, and when; or that it was asked.
CREATE TABLE consents (
    chat_id bigint NOT NULL,
    version text COLLATE "C" NOT NULL,
    answer text COLLATE "C" NOT NULL CHECK (answer IN ('asked', 'agreed', 'declined')),
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (chat_id, version)
);
