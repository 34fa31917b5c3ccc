-- applied: m013_crowds_counted_as_they_change m014_censuses
CREATE TABLE crowds (
            status TEXT NOT NULL,
            timezone TEXT NOT NULL,
            is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
            kind TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (status, timezone, is_paused, kind)
        ) STRICT, WITHOUT ROWID;
CREATE TRIGGER a_new_subscriber_is_counted AFTER INSERT ON subscribers
        BEGIN 
    INSERT INTO crowds
        SELECT NEW.status, NEW.timezone, NEW.is_paused, NEW.kind, 0
        WHERE NOT EXISTS (SELECT 1 FROM crowds WHERE 
    status = NEW.status AND timezone = NEW.timezone AND is_paused = NEW.is_paused
        AND kind = NEW.kind
);
    UPDATE crowds SET count = count + 1 WHERE 
    status = NEW.status AND timezone = NEW.timezone AND is_paused = NEW.is_paused
        AND kind = NEW.kind
;
 END;
CREATE TRIGGER a_changed_subscriber_is_counted
        AFTER UPDATE OF status, timezone, is_paused, kind ON subscribers
        WHEN (OLD.status, OLD.timezone, OLD.is_paused, OLD.kind)
            <> (NEW.status, NEW.timezone, NEW.is_paused, NEW.kind)
        BEGIN 
    UPDATE crowds SET count = count - 1 WHERE 
    status = OLD.status AND timezone = OLD.timezone AND is_paused = OLD.is_paused
        AND kind = OLD.kind
;
    DELETE FROM crowds WHERE 
    status = OLD.status AND timezone = OLD.timezone AND is_paused = OLD.is_paused
        AND kind = OLD.kind
 AND count = 0;
 
    INSERT INTO crowds
        SELECT NEW.status, NEW.timezone, NEW.is_paused, NEW.kind, 0
        WHERE NOT EXISTS (SELECT 1 FROM crowds WHERE 
    status = NEW.status AND timezone = NEW.timezone AND is_paused = NEW.is_paused
        AND kind = NEW.kind
);
    UPDATE crowds SET count = count + 1 WHERE 
    status = NEW.status AND timezone = NEW.timezone AND is_paused = NEW.is_paused
        AND kind = NEW.kind
;
 END;
CREATE TRIGGER a_deleted_subscriber_is_counted AFTER DELETE ON subscribers
        BEGIN 
    UPDATE crowds SET count = count - 1 WHERE 
    status = OLD.status AND timezone = OLD.timezone AND is_paused = OLD.is_paused
        AND kind = OLD.kind
;
    DELETE FROM crowds WHERE 
    status = OLD.status AND timezone = OLD.timezone AND is_paused = OLD.is_paused
        AND kind = OLD.kind
 AND count = 0;
 END;
CREATE INDEX unknown_deliveries
            ON deliveries (is_settled, due_at) WHERE status = 'unknown';
CREATE INDEX failed_deliveries ON deliveries (due_at)
            WHERE status = 'failed' AND error NOT IN ('forbidden', 'chat_gone');
CREATE TABLE censuses (
            census_id INTEGER PRIMARY KEY AUTOINCREMENT,
            began_at TEXT NOT NULL CHECK (began_at GLOB '????-??-??T??:??:??.???Z'),
            is_complete INTEGER NOT NULL DEFAULT 0 CHECK (is_complete IN (0, 1))
        ) STRICT;
CREATE TABLE census_counts (
            census_id INTEGER NOT NULL REFERENCES censuses ON DELETE CASCADE,
            subject TEXT NOT NULL CHECK (subject IN ('in_course', 'finished', 'days_without',
                'people', 'joined', 'deliveries', 'lesson', 'lag')),
            course_id TEXT NOT NULL,
            name TEXT NOT NULL,
            timezone TEXT NOT NULL,
            is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
            count INTEGER NOT NULL,
            PRIMARY KEY (census_id, subject, course_id, name, timezone, is_paused)
        ) STRICT, WITHOUT ROWID;
