-- applied: m003_admins_and_their_log
CREATE TABLE admins (
            chat_id INTEGER NOT NULL PRIMARY KEY,
            added_by INTEGER NOT NULL,
            added_at TEXT NOT NULL CHECK (added_at GLOB '????-??-??T??:??:??.???Z')
        ) STRICT;
CREATE TABLE audit_log (
            entry_id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.???Z'),
            actor_id INTEGER NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            subject_chat_id INTEGER,
            before TEXT NOT NULL,
            after TEXT NOT NULL
        ) STRICT;
CREATE INDEX audit_log_by_actor ON audit_log (actor_id, at);
CREATE TRIGGER audit_log_is_never_deleted BEFORE DELETE ON audit_log
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log
        WHEN NEW.entry_id <> OLD.entry_id OR NEW.at <> OLD.at OR NEW.action <> OLD.action
            OR NEW.subject <> OLD.subject OR NEW.before <> OLD.before OR NEW.after <> OLD.after
            OR NEW.actor_id NOT IN (0, OLD.actor_id)
            OR (NEW.subject_chat_id IS NOT OLD.subject_chat_id AND NEW.subject_chat_id IS NOT 0)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
