-- What is tallied of a statement's rows, all of them at once: a row that is counted up a thousand
-- times in one transaction would leave a thousand dead ones behind.

CREATE FUNCTION state_of_delivery(status text, error text, attempts integer, is_settled integer)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE status
        WHEN 'sent' THEN 'sent'
        WHEN 'skipped' THEN 'skipped'
        WHEN 'failed' THEN
            CASE WHEN error IN ('forbidden', 'chat_gone') THEN 'blocked' ELSE 'failed' END
        WHEN 'unknown' THEN CASE is_settled WHEN 1 THEN 'unknown' ELSE 'doubtful' END
        WHEN 'retry' THEN
            CASE attempts WHEN 0 THEN 'open' WHEN 1 THEN 'shaken' ELSE 'troubled' END
        ELSE 'open'
    END
$$;

CREATE FUNCTION tally_changed_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tallies (announcement_id, state, count)
    SELECT announcement_id, state, sum(change) FROM (
        SELECT announcement_id, state_of_delivery(status, error, attempts, is_settled) AS state,
            -1 AS change
        FROM former WHERE announcement_id IS NOT NULL
        UNION ALL
        SELECT announcement_id, state_of_delivery(status, error, attempts, is_settled), 1
        FROM later WHERE announcement_id IS NOT NULL
    ) AS changes
    GROUP BY announcement_id, state HAVING sum(change) <> 0
    ON CONFLICT (announcement_id, state) DO UPDATE SET count = tallies.count + excluded.count;
    -- What was leaving and has not left leaves later, and that is not what was confirmed.
    DELETE FROM amendments USING later JOIN former USING (delivery_id)
    WHERE amendments.delivery_id = later.delivery_id
        AND amendments.status IN ('planned', 'retry')
        AND later.status = 'retry' AND former.status IN ('sending', 'unknown')
        AND later.message_ids = '';
    RETURN NULL;
END $$;

CREATE TRIGGER changed_deliveries_are_tallied AFTER UPDATE ON deliveries
REFERENCING OLD TABLE AS former NEW TABLE AS later
FOR EACH STATEMENT EXECUTE FUNCTION tally_changed_deliveries();

CREATE FUNCTION tally_deleted_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tallies SET count = tallies.count - gone.count
    FROM (
        SELECT announcement_id, state_of_delivery(status, error, attempts, is_settled) AS state,
            count(*) AS count
        FROM former WHERE announcement_id IS NOT NULL GROUP BY 1, 2
    ) AS gone
    WHERE tallies.announcement_id = gone.announcement_id AND tallies.state = gone.state;
    RETURN NULL;
END $$;

CREATE TRIGGER deleted_deliveries_are_tallied AFTER DELETE ON deliveries
REFERENCING OLD TABLE AS former
FOR EACH STATEMENT EXECUTE FUNCTION tally_deleted_deliveries();

CREATE FUNCTION state_of_amendment(status text, error text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN status IN ('planned', 'sending', 'retry') THEN 'waiting'
        WHEN status = 'done' THEN 'done'
        WHEN error = 'too_old' THEN 'too_old'
        ELSE 'failed' END
$$;

CREATE FUNCTION tally_changed_amendments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO amendment_tallies (correction_id, state, count)
    SELECT correction_id, state, sum(change) FROM (
        SELECT correction_id, state_of_amendment(status, error) AS state, -1 AS change FROM former
        UNION ALL SELECT correction_id, state_of_amendment(status, error), 1 FROM later
    ) AS changes
    GROUP BY correction_id, state HAVING sum(change) <> 0
    ON CONFLICT (correction_id, state)
        DO UPDATE SET count = amendment_tallies.count + excluded.count;
    RETURN NULL;
END $$;

CREATE TRIGGER changed_amendments_are_tallied AFTER UPDATE ON amendments
REFERENCING OLD TABLE AS former NEW TABLE AS later
FOR EACH STATEMENT EXECUTE FUNCTION tally_changed_amendments();

CREATE FUNCTION tally_deleted_amendments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE amendment_tallies SET count = amendment_tallies.count - gone.count
    FROM (
        SELECT correction_id, state_of_amendment(status, error) AS state, count(*) AS count
        FROM former GROUP BY 1, 2
    ) AS gone
    WHERE amendment_tallies.correction_id = gone.correction_id
        AND amendment_tallies.state = gone.state;
    RETURN NULL;
END $$;

CREATE TRIGGER deleted_amendments_are_tallied AFTER DELETE ON amendments
REFERENCING OLD TABLE AS former
FOR EACH STATEMENT EXECUTE FUNCTION tally_deleted_amendments();

CREATE FUNCTION count_crowd(the_status text, the_timezone text, paused integer, the_kind text,
    change integer)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO crowds (status, timezone, is_paused, kind, count)
    VALUES (the_status, the_timezone, paused, the_kind, change)
    ON CONFLICT (status, timezone, is_paused, kind)
        DO UPDATE SET count = crowds.count + excluded.count;
    -- What nobody is left of goes, as it would be a trace of who was the last.
    DELETE FROM crowds
    WHERE status = the_status AND timezone = the_timezone AND is_paused = paused
        AND kind = the_kind AND count = 0;
$$;

CREATE FUNCTION count_subscribers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM count_crowd(status, timezone, is_paused, kind, -count) FROM (
            SELECT status, timezone, is_paused, kind, CAST(count(*) AS integer) AS count
            FROM former GROUP BY 1, 2, 3, 4
        ) AS gone;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM count_crowd(status, timezone, is_paused, kind, count) FROM (
            SELECT status, timezone, is_paused, kind, CAST(count(*) AS integer) AS count
            FROM later GROUP BY 1, 2, 3, 4
        ) AS come;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER new_subscribers_are_counted AFTER INSERT ON subscribers
REFERENCING NEW TABLE AS later FOR EACH STATEMENT EXECUTE FUNCTION count_subscribers();
CREATE TRIGGER changed_subscribers_are_counted AFTER UPDATE ON subscribers
REFERENCING OLD TABLE AS former NEW TABLE AS later
FOR EACH STATEMENT EXECUTE FUNCTION count_subscribers();
CREATE TRIGGER deleted_subscribers_are_counted AFTER DELETE ON subscribers
REFERENCING OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION count_subscribers();

CREATE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER audit_log_is_never_deleted BEFORE DELETE ON audit_log
FOR EACH ROW EXECUTE FUNCTION is_append_only();
CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log
FOR EACH ROW WHEN (
    (NEW.entry_id, NEW.at, NEW.action, NEW.subject, NEW.before, NEW.after)
        <> (OLD.entry_id, OLD.at, OLD.action, OLD.subject, OLD.before, OLD.after)
    OR NEW.actor_id NOT IN (0, OLD.actor_id)
    OR (NEW.subject_chat_id IS DISTINCT FROM OLD.subject_chat_id
        AND NEW.subject_chat_id IS DISTINCT FROM 0)
) EXECUTE FUNCTION is_append_only();
CREATE TRIGGER course_revisions_are_never_deleted BEFORE DELETE ON course_revisions
FOR EACH ROW EXECUTE FUNCTION is_append_only();
CREATE TRIGGER course_revisions_are_never_changed BEFORE UPDATE ON course_revisions
FOR EACH ROW WHEN (
    (NEW.course_id, NEW.revision, CAST(NEW.course AS text), NEW.created_at)
        <> (OLD.course_id, OLD.revision, CAST(OLD.course AS text), OLD.created_at)
) EXECUTE FUNCTION is_append_only();
