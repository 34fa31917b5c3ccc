-- Know which processes answer, where each is reached, and with which settings it runs.
CREATE TABLE replicas (
    replica_id text COLLATE "C" NOT NULL PRIMARY KEY,
    address text NOT NULL,
    settings text NOT NULL,
    started_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL
);

-- The chat's number and until when lessons wait, for as long as they do, and nothing else.
CREATE TABLE open_checks (
    chat_id bigint NOT NULL PRIMARY KEY,
    until_at timestamptz NOT NULL
);
