"""The sandbox's two doors: one for bots, one for people.

What the people's side takes for groups and for what is rarely seen, each call refusing a field that
it does not know:

- ``POST /sandbox/chats``: with the type ``supergroup`` also ``is_forum`` and ``hidden_members``.
- ``POST /sandbox/chats/{chat}/topics``: ``{"from": "ada", "name": "Health"}`` opens a topic and
  answers its ``message_thread_id``; with that, ``"closed": true`` or ``false`` or ``"deleted":
  true`` changes one, 1 being General. ``GET`` lists them.
- ``POST /sandbox/chats/{chat}/rules``: ``{"forbidden": ["can_send_polls"], "hidden_members":
  true}``: what members, the bot among them, may not do. The bot is told nothing, as by Telegram.
- ``POST /sandbox/chats/{chat}/membership``: also ``{"status": "restricted", "forbidden": [...]}``.
- ``POST /sandbox/chats/{chat}/messages``: also ``sticker`` (an emoji), ``voice`` (seconds), a
  ``photo`` or ``video`` beside ``document`` in a form, ``entities``, ``caption_entities`` (in a
  form as JSON), ``forward_from`` (a person, ``bot`` or any hidden name), ``media_group_id`` of an
  album, ``message_thread_id``, and ``anonymous`` for an admin who writes as the group.
- ``POST /sandbox/chats/{chat}/edits``: ``{"from": "ada", "message_id": 7, "text": "8pm"}``.
- ``POST /sandbox/updates``: ``{"update": {...}}`` with any field, or ``{"repeat": 2}``: the latest
  ones once more, with the numbers that they had.
- ``POST /sandbox/faults``: also ``{"kind": "error", "code": 400, "description": "Bad Request:
  TOPIC_CLOSED", "parameters": {...}}``.

What a bot gives and the sandbox makes nothing of is in ``GET /sandbox/warnings``, on the page and
in the log.
"""
