-- For report cards, which begin to listen after grades were given. Grades are said once more from their rows, at the version
-- that is known.
INSERT INTO "outbox_event" ("id", "type", "aggregate_id", "aggregate_version", "payload", "occurred_at")
SELECT
    uuidv7(),
    'course_grade.changed',
    grade."course_id" || ':' || grade."user_id",
    grade."version",
    jsonb_build_object(
        'courseId', grade."course_id",
        'userId', grade."user_id",
        'totalPercent', trim_scale(grade."total" / 10000.0)::text
    ),
    clock_timestamp()
FROM "course_grade" AS grade
ORDER BY grade."course_id", grade."user_id";

-- Released results that the outbox still has are handed out again under their own ids: who applied them has the id in its
-- inbox and does nothing, so nobody is notified twice.
UPDATE "outbox_event" SET "published_at" = NULL, "settled_at" = NULL
WHERE "type" IN ('attempt.graded', 'assessment.removed');
