-- A break that begins on a later day: its first one, that on which lessons go on, and the instant at
-- which the first begins there.
ALTER TABLE subscribers
    ADD COLUMN break_begins date,
    ADD COLUMN break_ends date,
    ADD COLUMN break_at timestamptz;
CREATE INDEX breaks_ahead ON subscribers (break_at) WHERE break_at IS NOT NULL;
