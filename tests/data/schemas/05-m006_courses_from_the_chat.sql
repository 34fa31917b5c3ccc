-- applied: m006_courses_from_the_chat
CREATE TABLE course_drafts (
            course_id TEXT NOT NULL PRIMARY KEY,
            course TEXT NOT NULL CHECK (json_valid(course)),
            version INTEGER NOT NULL,
            approved TEXT NOT NULL CHECK (json_valid(approved)),
            notes TEXT NOT NULL CHECK (json_valid(notes)),
            based_on INTEGER,
            created_by INTEGER NOT NULL,
            updated_at TEXT NOT NULL CHECK (updated_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
CREATE TABLE course_revisions (
            course_id TEXT NOT NULL,
            revision INTEGER NOT NULL CHECK (revision > 0),
            course TEXT NOT NULL CHECK (json_valid(course)),
            created_by INTEGER NOT NULL,
            created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??.???Z'),
            PRIMARY KEY (course_id, revision)
        ) STRICT;
CREATE TRIGGER course_revisions_are_never_deleted BEFORE DELETE ON course_revisions
        BEGIN SELECT RAISE(ABORT, 'revisions of courses are append-only'); END;
CREATE TRIGGER course_revisions_are_never_changed BEFORE UPDATE ON course_revisions
        WHEN NEW.course_id <> OLD.course_id OR NEW.revision <> OLD.revision
            OR NEW.course <> OLD.course OR NEW.created_at <> OLD.created_at
        BEGIN SELECT RAISE(ABORT, 'revisions of courses are append-only'); END;
