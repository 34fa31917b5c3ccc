-- What "UPDATE OR IGNORE" is to SQLite: a row whose key is taken already stays as it is.

CREATE FUNCTION move_what_fits(the_table regclass, the_column text, old bigint, new bigint)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE place tid;
BEGIN
    FOR place IN EXECUTE format('SELECT ctid FROM %s WHERE %I = $1', the_table, the_column)
        USING old
    LOOP
        BEGIN
            EXECUTE format('UPDATE %s SET %I = $1 WHERE ctid = $2', the_table, the_column)
                USING new, place;
        EXCEPTION WHEN unique_violation THEN NULL;
        END;
    END LOOP;
END $$;

CREATE FUNCTION plan_again(number bigint, at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    UPDATE deliveries SET status = 'planned', error = NULL, due_at = at
    WHERE delivery_id = number;
    RETURN true;
EXCEPTION WHEN unique_violation THEN
    RETURN false;
END $$;
