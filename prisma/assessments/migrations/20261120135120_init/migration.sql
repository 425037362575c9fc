-- The time that every deadline is measured by, on the grid of the columns' milliseconds. Specs stop it by a row in
-- frozen_clock. The body is bound to the table here and now, so it does not depend on anybody's search_path.
-- CreateTable
CREATE TABLE "frozen_clock" (
    "id" BOOLEAN NOT NULL DEFAULT true,
    "frozen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "frozen_clock_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "frozen_clock_id_check" CHECK ("id")
);

CREATE FUNCTION "db_now"() RETURNS timestamptz LANGUAGE sql VOLATILE
BEGIN ATOMIC
    SELECT coalesce((SELECT "frozen_at" FROM "frozen_clock"), date_trunc('milliseconds', clock_timestamp()));
END;

-- CreateTable
CREATE TABLE "course" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "instructor_ids" UUID[],
    "version" BIGINT NOT NULL,

    CONSTRAINT "course_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_module" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "is_removed" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "course_module_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrollment" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "enrollment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question_bank" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "course_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT db_now(),

    CONSTRAINT "question_bank_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "bank_id" UUID NOT NULL,
    "current_version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question_version" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "question_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "prompt" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "key" JSONB NOT NULL,
    "partial" TEXT NOT NULL,
    "marks" INTEGER NOT NULL,
    "penalty" INTEGER NOT NULL,
    "explanation" TEXT,
    "rubric" JSONB NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT db_now(),

    CONSTRAINT "question_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key_revision" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "question_version_id" UUID NOT NULL,
    "key" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT db_now(),

    CONSTRAINT "key_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessment" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "course_id" UUID NOT NULL,
    "module_id" UUID,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'DRAFT',
    "title" TEXT NOT NULL,
    "instructions" TEXT NOT NULL DEFAULT '',
    "total_marks" INTEGER NOT NULL DEFAULT 0,
    "opens_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "exam_at" TIMESTAMPTZ(3),
    "time_limit_seconds" INTEGER,
    "attempt_limit" INTEGER,
    "pass_mark" INTEGER NOT NULL,
    "weight" INTEGER NOT NULL,
    "is_required" BOOLEAN NOT NULL,
    "is_shuffled" BOOLEAN NOT NULL,
    "results_visibility" TEXT NOT NULL,
    "feedback_visibility" TEXT NOT NULL,
    "late_penalty" INTEGER NOT NULL DEFAULT 0,
    "late_until" TIMESTAMPTZ(3),
    "template" TEXT NOT NULL DEFAULT '',
    "due_soon_said_for" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT db_now(),

    CONSTRAINT "assessment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessment_item" (
    "assessment_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "question_id" UUID,
    "bank_id" UUID,
    "draw_count" INTEGER NOT NULL DEFAULT 1,
    "marks" INTEGER NOT NULL,

    CONSTRAINT "assessment_item_pkey" PRIMARY KEY ("assessment_id","position")
);

-- CreateTable
CREATE TABLE "accommodation" (
    "assessment_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "extra_seconds" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "granted_by" UUID NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT db_now(),

    CONSTRAINT "accommodation_pkey" PRIMARY KEY ("assessment_id","user_id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "assessment_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'IN_PROGRESS',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3),
    "is_timed_out" BOOLEAN NOT NULL DEFAULT false,
    "is_shuffled" BOOLEAN NOT NULL,
    "limit_seconds" INTEGER,
    "total_marks" INTEGER NOT NULL,
    "score" INTEGER,
    "grader_id" UUID,
    "grader_until" TIMESTAMPTZ(3),
    "graded_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt_question" (
    "attempt_id" UUID NOT NULL,
    "question_id" UUID NOT NULL,
    "question_version_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "marks" INTEGER NOT NULL,
    "answer" JSONB,
    "client_sequence" BIGINT NOT NULL DEFAULT 0,
    "saved_at" TIMESTAMPTZ(3),
    "is_late" BOOLEAN NOT NULL DEFAULT false,
    "score" INTEGER,
    "comment" TEXT,
    "rubric_scores" JSONB,
    "graded_by" UUID,

    CONSTRAINT "attempt_question_pkey" PRIMARY KEY ("attempt_id","question_id")
);

-- CreateTable
CREATE TABLE "score_change" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "attempt_id" UUID NOT NULL,
    "key_revision_id" UUID NOT NULL,
    "old_score" INTEGER NOT NULL,
    "new_score" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "changed_by" UUID NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT db_now(),

    CONSTRAINT "score_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "assessment_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "files" JSONB NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "late_days" INTEGER NOT NULL,
    "penalty" INTEGER NOT NULL,
    "receipt" TEXT NOT NULL,
    "total_marks" INTEGER NOT NULL,
    "raw_score" INTEGER,
    "score" INTEGER,
    "comment" TEXT,
    "graded_by" UUID,
    "graded_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grading_rules" (
    "course_id" UUID NOT NULL,
    "drop_quizzes" INTEGER NOT NULL DEFAULT 0,
    "drop_exams" INTEGER NOT NULL DEFAULT 0,
    "drop_assignments" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "grading_rules_pkey" PRIMARY KEY ("course_id")
);

-- CreateTable
CREATE TABLE "course_grade" (
    "course_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "total" INTEGER,
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "course_grade_pkey" PRIMARY KEY ("course_id","user_id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "aggregate_id" TEXT NOT NULL,
    "aggregate_version" BIGINT NOT NULL,
    "payload" JSONB NOT NULL,
    "request_id" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox_event" (
    "event_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_event_pkey" PRIMARY KEY ("event_id")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "event_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "envelope" JSONB NOT NULL,
    "error" TEXT NOT NULL,
    "failed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "replayed_at" TIMESTAMPTZ(3),

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "enrollment_course_id_user_id_idx" ON "enrollment"("course_id", "user_id");

-- CreateIndex
CREATE INDEX "question_bank_course_id_id_idx" ON "question_bank"("course_id", "id");

-- CreateIndex
CREATE INDEX "question_bank_id_id_idx" ON "question"("bank_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "question_version_question_id_number_key" ON "question_version"("question_id", "number");

-- CreateIndex
CREATE INDEX "key_revision_question_version_id_id_idx" ON "key_revision"("question_version_id", "id");

-- CreateIndex
CREATE INDEX "assessment_course_id_id_idx" ON "assessment"("course_id", "id");

-- CreateIndex
CREATE INDEX "assessment_module_id_idx" ON "assessment"("module_id");

-- CreateIndex
CREATE INDEX "attempt_assessment_id_id_idx" ON "attempt"("assessment_id", "id");

-- CreateIndex
CREATE INDEX "attempt_course_id_user_id_idx" ON "attempt"("course_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_assessment_id_user_id_number_key" ON "attempt"("assessment_id", "user_id", "number");

-- CreateIndex
CREATE INDEX "attempt_question_question_version_id_idx" ON "attempt_question"("question_version_id");

-- CreateIndex
CREATE INDEX "score_change_attempt_id_id_idx" ON "score_change"("attempt_id", "id");

-- CreateIndex
CREATE INDEX "submission_assessment_id_id_idx" ON "submission"("assessment_id", "id");

-- CreateIndex
CREATE INDEX "submission_course_id_user_id_idx" ON "submission"("course_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "submission_assessment_id_user_id_number_key" ON "submission"("assessment_id", "user_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_event_id_key" ON "dead_letter"("event_id");

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_bank_id_fkey" FOREIGN KEY ("bank_id") REFERENCES "question_bank"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_version" ADD CONSTRAINT "question_version_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "key_revision" ADD CONSTRAINT "key_revision_question_version_id_fkey" FOREIGN KEY ("question_version_id") REFERENCES "question_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One running attempt for each learner; starting twice is once.
CREATE UNIQUE INDEX "attempt_running_key" ON "attempt"("assessment_id", "user_id") WHERE "status" = 'IN_PROGRESS';

-- What the sweepers look for.
CREATE INDEX "attempt_overdue_idx" ON "attempt"("ends_at") WHERE "status" = 'IN_PROGRESS';
CREATE INDEX "attempt_unreleased_idx" ON "attempt"("assessment_id") WHERE "status" = 'GRADED' AND "released_at" IS NULL;
CREATE INDEX "assessment_due_idx" ON "assessment"("due_at") WHERE "status" = 'PUBLISHED';

ALTER TABLE "assessment_item" ADD CONSTRAINT "assessment_item_source_check"
    CHECK (num_nonnulls("question_id", "bank_id") = 1 AND "draw_count" > 0 AND "marks" > 0);
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_score_check" CHECK ("score" BETWEEN 0 AND "total_marks");
ALTER TABLE "submission" ADD CONSTRAINT "submission_score_check" CHECK ("score" BETWEEN 0 AND "total_marks");

-- A question version is what attempts were asked: it never changes.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows never change', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER "question_version_is_immutable" BEFORE UPDATE OR DELETE ON "question_version"
    FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "key_revision_is_immutable" BEFORE UPDATE OR DELETE ON "key_revision"
    FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "score_change_is_immutable" BEFORE UPDATE OR DELETE ON "score_change"
    FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- The relay reads what is unpublished, the reconciler what is unsettled.
CREATE INDEX "outbox_event_unpublished_idx" ON "outbox_event"("sequence") WHERE "published_at" IS NULL;
CREATE INDEX "outbox_event_unsettled_idx" ON "outbox_event"("published_at") WHERE "settled_at" IS NULL;
