-- A seat that is offered by a link, of which only a hash stands here, until it is confirmed.
CREATE TABLE admin_invitations (
    key text COLLATE "C" NOT NULL PRIMARY KEY,
    roles json NOT NULL,
    created_by bigint NOT NULL,
    expires_at timestamptz NOT NULL,
    -- Who opened it, and the name that Telegram showed.
    opened_by bigint,
    name text COLLATE "C" NOT NULL DEFAULT ''
);
