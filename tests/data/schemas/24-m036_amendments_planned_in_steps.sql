-- applied: m036_amendments_planned_in_steps
CREATE TABLE corrections (
            correction_id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('edit', 'recall')),
            status TEXT NOT NULL CHECK (status IN ('draft', 'running', 'done')),
            created_by INTEGER NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
            announcement_id INTEGER REFERENCES announcements ON DELETE CASCADE,
            course_id TEXT,
            lesson_id TEXT,
            text TEXT,
            version INTEGER NOT NULL,
            screen_message_id INTEGER, confirmed_at TEXT
            CHECK (confirmed_at GLOB '????-??-??T??:??:??.???Z'), before_delivery_id INTEGER, looked_through INTEGER NOT NULL DEFAULT 0, to_look_through INTEGER NOT NULL DEFAULT 0,
            CHECK ((course_id IS NULL) = (lesson_id IS NULL)),
            CHECK ((course_id IS NULL) <> (announcement_id IS NULL))
        ) STRICT;
CREATE INDEX half_known_deliveries ON deliveries (delivery_id)
            WHERE status = 'unknown' AND message_ids <> '';
CREATE TABLE amendment_tallies (
            correction_id INTEGER NOT NULL REFERENCES corrections ON DELETE CASCADE,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'too_old', 'failed')),
            count INTEGER NOT NULL,
            PRIMARY KEY (correction_id, state)
        ) STRICT, WITHOUT ROWID;
CREATE TRIGGER a_changed_amendment_is_tallied
        AFTER UPDATE OF status, error ON amendments WHEN 
    CASE WHEN OLD.status IN ('planned', 'sending', 'retry') THEN 'waiting'
        WHEN OLD.status = 'done' THEN 'done'
        WHEN OLD.error = 'too_old' THEN 'too_old'
        ELSE 'failed' END
 <> 
    CASE WHEN NEW.status IN ('planned', 'sending', 'retry') THEN 'waiting'
        WHEN NEW.status = 'done' THEN 'done'
        WHEN NEW.error = 'too_old' THEN 'too_old'
        ELSE 'failed' END

        BEGIN
            UPDATE amendment_tallies SET count = count - 1
                WHERE correction_id = OLD.correction_id AND state = 
    CASE WHEN OLD.status IN ('planned', 'sending', 'retry') THEN 'waiting'
        WHEN OLD.status = 'done' THEN 'done'
        WHEN OLD.error = 'too_old' THEN 'too_old'
        ELSE 'failed' END
;
            INSERT INTO amendment_tallies VALUES (NEW.correction_id, 
    CASE WHEN NEW.status IN ('planned', 'sending', 'retry') THEN 'waiting'
        WHEN NEW.status = 'done' THEN 'done'
        WHEN NEW.error = 'too_old' THEN 'too_old'
        ELSE 'failed' END
, 1)
                ON CONFLICT DO UPDATE SET count = count + 1;
        END;
CREATE TRIGGER a_deleted_amendment_is_tallied AFTER DELETE ON amendments
        BEGIN
            UPDATE amendment_tallies SET count = count - 1
                WHERE correction_id = OLD.correction_id AND state = 
    CASE WHEN OLD.status IN ('planned', 'sending', 'retry') THEN 'waiting'
        WHEN OLD.status = 'done' THEN 'done'
        WHEN OLD.error = 'too_old' THEN 'too_old'
        ELSE 'failed' END
;
        END;
CREATE TRIGGER what_leaves_later_is_not_amended AFTER UPDATE OF status ON deliveries
        WHEN NEW.status = 'retry' AND OLD.status IN ('sending', 'unknown')
            AND NEW.message_ids = ''
        BEGIN
            DELETE FROM amendments
                WHERE delivery_id = NEW.delivery_id AND status IN ('planned', 'retry');
        END;
