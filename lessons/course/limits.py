"""How long each part of a course may be, in the unit that Telegram counts in."""

# Callback data holds both ids, and Telegram allows it 64 bytes.
COURSE_ID_BYTES = 28
LESSON_ID_BYTES = 24

# Telegram's own, in UTF-16 units: https://core.telegram.org/bots/api#sendmessage, #sendpoll
MESSAGE = 4096
CAPTION = 1024
QUESTION = 300
OPTION = 100
OPTIONS = range(2, 5)
EXPLANATION = 200
EXPLANATION_LINE_FEEDS = 2

# Ours: what fits a screen and a minute.
TITLE = 100
SECTION = 100
TAKEAWAY = 200
CLAIM = 120
ABOUT_SOURCE = 500
ENCOURAGEMENT = 160
DESCRIPTION = 500
BODY = 700
SOURCES = 6
WORDS = range(80, 121)
LESSONS = 200
