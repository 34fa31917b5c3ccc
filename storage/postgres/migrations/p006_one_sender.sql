-- Who sends in bulk, and until when; each that takes over has the next epoch. Whatever the sender
-- writes is written while it holds this row, so one that was taken for dead writes no more.
CREATE TABLE senders (
    id integer PRIMARY KEY CHECK (id = 1),
    epoch bigint NOT NULL,
    holder text NOT NULL,
    until_at timestamptz NOT NULL
);

-- Who claimed a delivery in bulk: what an earlier sender had under way is told from what a process
-- sends now because somebody waits for it.
ALTER TABLE deliveries ADD COLUMN sender_epoch bigint;

-- Until the end of the transaction nobody takes over from the sender of that epoch.
CREATE FUNCTION hold_sender(the_epoch bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM senders WHERE epoch = the_epoch FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'another process sends now' USING ERRCODE = 'LD001';
    END IF;
END $$;
