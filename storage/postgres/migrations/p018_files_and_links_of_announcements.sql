-- The file of an announcement by the id under which Telegram has it, and its button.
ALTER TABLE announcements ADD COLUMN attachment text;
ALTER TABLE announcements ADD COLUMN link text;
