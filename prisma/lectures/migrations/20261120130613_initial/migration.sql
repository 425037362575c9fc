-- CreateEnum
CREATE TYPE "lecture_kind" AS ENUM ('TEXT', 'VIDEO', 'AUDIO', 'EXTERNAL_VIDEO');

-- CreateEnum
CREATE TYPE "video_provider" AS ENUM ('YOUTUBE', 'DAILYMOTION', 'VIMEO');

-- CreateTable
CREATE TABLE "lecture" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "course_id" UUID NOT NULL,
    "module_id" UUID NOT NULL,
    "position" TEXT COLLATE "C" NOT NULL,
    "kind" "lecture_kind" NOT NULL,
    "title" TEXT NOT NULL,
    "is_preview" BOOLEAN NOT NULL DEFAULT false,
    "text_markdown" TEXT,
    "media_asset_id" UUID,
    "media_linked_by" UUID,
    "is_media_linked_by_administrator" BOOLEAN NOT NULL DEFAULT false,
    "video_provider" "video_provider",
    "video_id" TEXT,
    "video_key" TEXT,
    "video_duration_seconds" DOUBLE PRECISION,
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lecture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "lecture_id" UUID NOT NULL,
    "media_asset_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "linked_by" UUID NOT NULL,
    "is_linked_by_administrator" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "annotation" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "lecture_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "at_seconds" DOUBLE PRECISION NOT NULL,
    "body" TEXT NOT NULL,
    "is_public" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "annotation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lecture_progress" (
    "lecture_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "watched_ranges" JSONB NOT NULL DEFAULT '[]',
    "position_seconds" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "position_recorded_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lecture_progress_pkey" PRIMARY KEY ("lecture_id","user_id")
);

-- CreateTable
CREATE TABLE "course" (
    "course_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "instructor_ids" UUID[],
    "is_deleted" BOOLEAN NOT NULL DEFAULT false,
    "version" BIGINT NOT NULL,

    CONSTRAINT "course_pkey" PRIMARY KEY ("course_id")
);

-- CreateTable
CREATE TABLE "course_module" (
    "module_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "is_removed" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "course_module_pkey" PRIMARY KEY ("module_id")
);

-- CreateTable
CREATE TABLE "enrollment" (
    "enrollment_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "enrollment_pkey" PRIMARY KEY ("enrollment_id")
);

-- CreateTable
CREATE TABLE "media_asset" (
    "asset_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "duration_seconds" DOUBLE PRECISION,
    "version" BIGINT NOT NULL,

    CONSTRAINT "media_asset_pkey" PRIMARY KEY ("asset_id")
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
CREATE INDEX "lecture_course_id_idx" ON "lecture"("course_id");

-- CreateIndex
CREATE INDEX "lecture_media_asset_id_idx" ON "lecture"("media_asset_id");

-- CreateIndex
CREATE UNIQUE INDEX "lecture_module_id_position_key" ON "lecture"("module_id", "position");

-- CreateIndex
CREATE INDEX "attachment_media_asset_id_idx" ON "attachment"("media_asset_id");

-- CreateIndex
CREATE UNIQUE INDEX "attachment_lecture_id_media_asset_id_key" ON "attachment"("lecture_id", "media_asset_id");

-- CreateIndex
CREATE INDEX "annotation_lecture_id_at_seconds_id_idx" ON "annotation"("lecture_id", "at_seconds", "id");

-- CreateIndex
CREATE INDEX "lecture_progress_user_id_idx" ON "lecture_progress"("user_id");

-- CreateIndex
CREATE INDEX "enrollment_user_id_course_id_idx" ON "enrollment"("user_id", "course_id");

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_event_id_key" ON "dead_letter"("event_id");

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_lecture_id_fkey" FOREIGN KEY ("lecture_id") REFERENCES "lecture"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "annotation" ADD CONSTRAINT "annotation_lecture_id_fkey" FOREIGN KEY ("lecture_id") REFERENCES "lecture"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lecture_progress" ADD CONSTRAINT "lecture_progress_lecture_id_fkey" FOREIGN KEY ("lecture_id") REFERENCES "lecture"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The relay reads what is unpublished, the reconciler what is unsettled. Prisma cannot describe partial indexes.
CREATE INDEX "outbox_event_unpublished_idx" ON "outbox_event"("sequence") WHERE "published_at" IS NULL;
CREATE INDEX "outbox_event_unsettled_idx" ON "outbox_event"("published_at") WHERE "settled_at" IS NULL;
