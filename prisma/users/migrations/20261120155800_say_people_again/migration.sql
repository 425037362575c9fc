-- Says everybody who has an account once more, for subgraphs that begin to listen after people registered: older events are
-- gone from the outbox. The version is the one that is known, so whoever heard of it before changes nothing.
INSERT INTO "outbox_event" ("id", "type", "aggregate_id", "aggregate_version", "payload", "occurred_at")
SELECT
    uuidv7(),
    'user.updated',
    person."id"::text,
    person."version",
    jsonb_build_object(
        'userId', person."id",
        'username', person."username"::text,
        'email', person."email"::text,
        'displayName', person."display_name",
        'roles', (
            SELECT coalesce(jsonb_agg(held."role" ORDER BY held."role"::text), '[]'::jsonb)
            FROM "user_role" AS held WHERE held."user_id" = person."id"
        )
    ),
    clock_timestamp()
FROM "user" AS person
ORDER BY person."id";
