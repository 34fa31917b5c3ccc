-- What becomes of those whose hour has passed when something goes at everybody's own.
ALTER TABLE announcements ADD COLUMN behind text COLLATE "C"
    CHECK (behind IN ('at_once', 'next_day', 'without'));
ALTER TABLE announcements ADD COLUMN behind_at timestamptz;
