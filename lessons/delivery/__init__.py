"""Who gets what and when: subscribers, their places, deliveries, announcements."""
