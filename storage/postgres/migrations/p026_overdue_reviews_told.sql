-- Which overdue reviews of courses the admins have heard of.
CREATE TABLE overdue_reviews_told (
    course_id text COLLATE "C" NOT NULL,
    due_date date NOT NULL,
    PRIMARY KEY (course_id, due_date)
);
