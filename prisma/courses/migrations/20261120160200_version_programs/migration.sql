-- AlterTable
ALTER TABLE "program" ADD COLUMN     "version" BIGINT NOT NULL DEFAULT 1;

-- Programs that exist already are said once, so that whoever listens knows them too.
INSERT INTO "outbox_event" ("id", "type", "aggregate_id", "aggregate_version", "payload", "occurred_at")
SELECT uuidv7(), 'program.updated', "id"::text, 1,
    jsonb_build_object(
        'programId', "id",
        'slug', "slug",
        'title', "title",
        'courseIds', coalesce(
            (SELECT jsonb_agg(member."course_id" ORDER BY member."position")
             FROM "program_course" AS member WHERE member."program_id" = "program"."id"),
            '[]'
        )
    ),
    now()
FROM "program";
