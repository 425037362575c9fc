-- For media, which begins to keep versions: what was handed in before is said once more from its rows. Media alone listens.
INSERT INTO "outbox_event" ("id", "type", "aggregate_id", "aggregate_version", "payload", "occurred_at")
SELECT
    uuidv7(),
    'attempt.submitted',
    work."id"::text,
    work."version",
    jsonb_build_object(
        'attemptId', work."id",
        'assessmentId', work."assessment_id",
        'courseId', work."course_id",
        'userId', work."user_id",
        'submittedAt', named."handed_in_at",
        'mediaAssetIds', named."asset_ids",
        'files', named."files"
    ),
    clock_timestamp()
FROM "submission" AS work
CROSS JOIN LATERAL (
    SELECT
        to_char(work."submitted_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "handed_in_at",
        jsonb_agg(file -> 'mediaAssetId') AS "asset_ids",
        jsonb_agg(jsonb_build_object(
            'mediaAssetId', file -> 'mediaAssetId',
            'sha256', file -> 'sha256',
            'handedInAt', to_char(work."submitted_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        )) AS "files"
    FROM jsonb_array_elements(work."files") AS file
) AS named
WHERE jsonb_array_length(work."files") > 0
ORDER BY work."id";

-- Answers of before have no digests: media finds their versions by the time at which they were kept.
INSERT INTO "outbox_event" ("id", "type", "aggregate_id", "aggregate_version", "payload", "occurred_at")
SELECT
    uuidv7(),
    'attempt.files_saved',
    work."id"::text,
    work."version",
    jsonb_build_object(
        'attemptId', work."id",
        'userId', work."user_id",
        'files', jsonb_agg(jsonb_build_object(
            'mediaAssetId', file,
            'sha256', NULL,
            'handedInAt', to_char(asked."saved_at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        ))
    ),
    clock_timestamp()
FROM "attempt" AS work
JOIN "attempt_question" AS asked ON asked."attempt_id" = work."id"
CROSS JOIN LATERAL jsonb_array_elements(asked."answer" -> 'mediaAssetIds') AS file
WHERE asked."saved_at" IS NOT NULL
GROUP BY work."id"
ORDER BY work."id";
