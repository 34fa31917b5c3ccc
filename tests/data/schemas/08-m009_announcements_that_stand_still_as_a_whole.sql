-- applied: m009_announcements_that_stand_still_as_a_whole
CREATE TABLE announcements (
            announcement_id INTEGER PRIMARY KEY AUTOINCREMENT,
            status TEXT NOT NULL CHECK (status IN ('draft', 'scheduled', 'planned', 'cancelled')),
            created_by INTEGER NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
            at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
            course_id TEXT,
            lesson_id TEXT,
            text TEXT, first_at TEXT, last_at TEXT, wall_time TEXT, audience TEXT NOT NULL DEFAULT 'everyone', version INTEGER NOT NULL DEFAULT 1, held_until_at TEXT, on_hold_because TEXT, screen_message_id INTEGER, done_at TEXT, replaces_lesson INTEGER NOT NULL DEFAULT 0
            CHECK (replaces_lesson IN (0, 1)), went_on_at TEXT
            CHECK (went_on_at GLOB '????-??-??T??:??:??.???Z'),
            CHECK ((course_id IS NULL) = (lesson_id IS NULL)),
            CHECK ((course_id IS NULL) <> (text IS NULL))
        ) STRICT;
CREATE INDEX open_announcements ON announcements (status) WHERE done_at IS NULL;
CREATE INDEX planned_deliveries
            ON deliveries (announcement_id, due_at) WHERE status = 'planned';
CREATE INDEX retried_deliveries
            ON deliveries (announcement_id, retry_at) WHERE status = 'retry';
CREATE TABLE tallies (
            announcement_id INTEGER NOT NULL REFERENCES announcements ON DELETE CASCADE,
            state TEXT NOT NULL CHECK (state IN ('open', 'shaken', 'troubled', 'doubtful', 'sent',
                'blocked', 'failed', 'unknown', 'skipped')),
            count INTEGER NOT NULL,
            PRIMARY KEY (announcement_id, state)
        ) STRICT, WITHOUT ROWID;
CREATE TRIGGER a_changed_delivery_is_tallied
        AFTER UPDATE OF status, error, attempts, is_settled ON deliveries
        WHEN NEW.announcement_id IS NOT NULL AND 
    CASE OLD.status
        WHEN 'sent' THEN 'sent'
        WHEN 'skipped' THEN 'skipped'
        WHEN 'failed' THEN iif(OLD.error IN ('forbidden', 'chat_gone'), 'blocked', 'failed')
        WHEN 'unknown' THEN iif(OLD.is_settled, 'unknown', 'doubtful')
        WHEN 'retry' THEN
            CASE OLD.attempts WHEN 0 THEN 'open' WHEN 1 THEN 'shaken' ELSE 'troubled' END
        ELSE 'open'
    END
 <> 
    CASE NEW.status
        WHEN 'sent' THEN 'sent'
        WHEN 'skipped' THEN 'skipped'
        WHEN 'failed' THEN iif(NEW.error IN ('forbidden', 'chat_gone'), 'blocked', 'failed')
        WHEN 'unknown' THEN iif(NEW.is_settled, 'unknown', 'doubtful')
        WHEN 'retry' THEN
            CASE NEW.attempts WHEN 0 THEN 'open' WHEN 1 THEN 'shaken' ELSE 'troubled' END
        ELSE 'open'
    END

        BEGIN
            UPDATE tallies SET count = count - 1
                WHERE announcement_id = OLD.announcement_id AND state = 
    CASE OLD.status
        WHEN 'sent' THEN 'sent'
        WHEN 'skipped' THEN 'skipped'
        WHEN 'failed' THEN iif(OLD.error IN ('forbidden', 'chat_gone'), 'blocked', 'failed')
        WHEN 'unknown' THEN iif(OLD.is_settled, 'unknown', 'doubtful')
        WHEN 'retry' THEN
            CASE OLD.attempts WHEN 0 THEN 'open' WHEN 1 THEN 'shaken' ELSE 'troubled' END
        ELSE 'open'
    END
;
            INSERT INTO tallies VALUES (NEW.announcement_id, 
    CASE NEW.status
        WHEN 'sent' THEN 'sent'
        WHEN 'skipped' THEN 'skipped'
        WHEN 'failed' THEN iif(NEW.error IN ('forbidden', 'chat_gone'), 'blocked', 'failed')
        WHEN 'unknown' THEN iif(NEW.is_settled, 'unknown', 'doubtful')
        WHEN 'retry' THEN
            CASE NEW.attempts WHEN 0 THEN 'open' WHEN 1 THEN 'shaken' ELSE 'troubled' END
        ELSE 'open'
    END
, 1)
                ON CONFLICT DO UPDATE SET count = count + 1;
        END;
CREATE TRIGGER a_deleted_delivery_is_tallied AFTER DELETE ON deliveries
        WHEN OLD.announcement_id IS NOT NULL
        BEGIN
            UPDATE tallies SET count = count - 1
                WHERE announcement_id = OLD.announcement_id AND state = 
    CASE OLD.status
        WHEN 'sent' THEN 'sent'
        WHEN 'skipped' THEN 'skipped'
        WHEN 'failed' THEN iif(OLD.error IN ('forbidden', 'chat_gone'), 'blocked', 'failed')
        WHEN 'unknown' THEN iif(OLD.is_settled, 'unknown', 'doubtful')
        WHEN 'retry' THEN
            CASE OLD.attempts WHEN 0 THEN 'open' WHEN 1 THEN 'shaken' ELSE 'troubled' END
        ELSE 'open'
    END
;
        END;
