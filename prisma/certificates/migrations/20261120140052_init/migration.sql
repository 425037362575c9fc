-- CreateTable
CREATE TABLE "learner" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "learner_pkey" PRIMARY KEY ("id")
);

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
CREATE TABLE "completion" (
    "enrollment_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "is_completed" BOOLEAN NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "completion_pkey" PRIMARY KEY ("enrollment_id")
);

-- CreateTable
CREATE TABLE "refunded_enrollment" (
    "enrollment_id" UUID NOT NULL,

    CONSTRAINT "refunded_enrollment_pkey" PRIMARY KEY ("enrollment_id")
);

-- CreateTable
CREATE TABLE "assessment" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "is_required" BOOLEAN NOT NULL,
    "is_removed" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "assessment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" UUID NOT NULL,
    "assessment_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "score_percent" DECIMAL(9,4) NOT NULL,
    "is_passed" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template" (
    "course_id" UUID NOT NULL,
    "design" TEXT NOT NULL,
    "issuer_name" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "accent_color" TEXT NOT NULL,
    "is_score_shown" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "template_pkey" PRIMARY KEY ("course_id")
);

-- CreateTable
CREATE TABLE "signature" (
    "user_id" UUID NOT NULL,
    "object_key" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signature_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "serial_counter" (
    "year" INTEGER NOT NULL,
    "last_number" INTEGER NOT NULL,

    CONSTRAINT "serial_counter_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "certificate" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "enrollment_id" UUID NOT NULL,
    "serial_year" INTEGER NOT NULL,
    "serial_number" INTEGER NOT NULL,
    "edition_number" INTEGER NOT NULL DEFAULT 1,
    "revocation" TEXT,
    "revocation_reason" TEXT,
    "revoked_by" UUID,
    "revoked_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "edition" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "certificate_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "badge" TEXT NOT NULL,
    "status_index" BIGSERIAL NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_by" UUID,
    "reason" TEXT,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "edition_pkey" PRIMARY KEY ("id")
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
CREATE INDEX "completion_course_id_user_id_idx" ON "completion"("course_id", "user_id");

-- CreateIndex
CREATE INDEX "completion_user_id_idx" ON "completion"("user_id");

-- CreateIndex
CREATE INDEX "assessment_course_id_idx" ON "assessment"("course_id");

-- CreateIndex
CREATE INDEX "attempt_user_id_assessment_id_idx" ON "attempt"("user_id", "assessment_id");

-- CreateIndex
CREATE INDEX "certificate_user_id_id_idx" ON "certificate"("user_id", "id");

-- CreateIndex
CREATE INDEX "certificate_course_id_id_idx" ON "certificate"("course_id", "id");

-- CreateIndex
CREATE INDEX "certificate_enrollment_id_idx" ON "certificate"("enrollment_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_user_id_course_id_key" ON "certificate"("user_id", "course_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_serial_year_serial_number_key" ON "certificate"("serial_year", "serial_number");

-- CreateIndex
CREATE UNIQUE INDEX "edition_code_key" ON "edition"("code");

-- CreateIndex
CREATE UNIQUE INDEX "edition_status_index_key" ON "edition"("status_index");

-- CreateIndex
CREATE UNIQUE INDEX "edition_certificate_id_number_key" ON "edition"("certificate_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_event_id_key" ON "dead_letter"("event_id");

-- The status list reads the editions that ended, in order.
CREATE INDEX "edition_ended_idx" ON "edition"("status_index") WHERE "ended_at" IS NOT NULL;

ALTER TABLE "certificate" ADD CONSTRAINT "certificate_revocation_check"
  CHECK (("revocation" IS NULL) = ("revoked_at" IS NULL));

-- The relay reads what is unpublished, the reconciler what is unsettled.
CREATE INDEX "outbox_event_unpublished_idx" ON "outbox_event"("sequence") WHERE "published_at" IS NULL;
CREATE INDEX "outbox_event_unsettled_idx" ON "outbox_event"("published_at") WHERE "settled_at" IS NULL;
