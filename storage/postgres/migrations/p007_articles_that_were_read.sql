-- An article that was read, until an admin says whether a draft is made of it.
CREATE TABLE read_articles (
    chat_id bigint NOT NULL,
    -- A hash of how it would be cut, as the buttons below it carry it.
    mark text COLLATE "C" NOT NULL,
    -- The document and the course that it would be.
    article json NOT NULL,
    read_at timestamptz NOT NULL,
    PRIMARY KEY (chat_id, mark)
);
