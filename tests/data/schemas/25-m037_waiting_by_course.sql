-- applied: m037_waiting_by_course
CREATE INDEX planned_deliveries
            ON deliveries (announcement_id, course_id, due_at) WHERE status = 'planned';
