"""Keep the messages of a text that is pasted beside the open question, whatever is asked next."""

from sqlite_utils import Database

from storage.sqlite.migrations.registry import migrations


@migrations()
def m054_messages_that_are_pasted(db: Database) -> None:
    """Keep the messages of a text that is pasted beside the open question."""
    db.executescript("""
        CREATE TABLE pasted_parts (
            chat_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            -- The message in pieces of one face each, as JSON.
            part TEXT NOT NULL CHECK (json_valid(part)),
            pasted_at TEXT NOT NULL CHECK (pasted_at GLOB '????-??-??T??:??:??.???Z'),
            PRIMARY KEY (chat_id, message_id)
        ) STRICT;

        INSERT INTO pasted_parts
        SELECT question.chat_id, part.value ->> 'message_id',
            json_object('message_id', part.value ->> 'message_id',
                'pieces', json_array(json_object('text', part.value ->> 'text')),
                'wanted_id', question.payload ->> 'course_id'),
            question.asked_at
        FROM open_questions AS question, json_each(question.payload, '$.parts') AS part
        WHERE question.kind = 'file';
    """)
