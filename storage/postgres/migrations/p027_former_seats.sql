-- A seat as it was before it was taken or changed, as long as that can be undone.
CREATE TABLE former_seats (
    chat_id bigint NOT NULL PRIMARY KEY,
    added_by bigint NOT NULL,
    added_at timestamptz NOT NULL,
    roles json NOT NULL,
    name text COLLATE "C" NOT NULL,
    undo_until_at timestamptz NOT NULL
);
