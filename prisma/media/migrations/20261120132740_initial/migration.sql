-- CreateEnum
CREATE TYPE "media_kind" AS ENUM ('VIDEO', 'AUDIO', 'IMAGE', 'DOCUMENT');

-- CreateEnum
CREATE TYPE "media_state" AS ENUM ('UPLOADING', 'QUEUED', 'PROCESSING', 'READY', 'FAILED');

-- CreateTable
CREATE TABLE "media_asset" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "owner_id" UUID NOT NULL,
    "kind" "media_kind" NOT NULL,
    "is_public" BOOLEAN NOT NULL DEFAULT false,
    "served_version_id" UUID,
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "media_asset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "file_version" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "asset_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" "media_state" NOT NULL DEFAULT 'UPLOADING',
    "filename" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "upload_id" TEXT,
    "upload_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "lost_attempts" INTEGER NOT NULL DEFAULT 0,
    "percent" INTEGER NOT NULL DEFAULT 0,
    "queued_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "heartbeat_at" TIMESTAMPTZ(3),
    "failure_reason" TEXT,
    "failure_message" TEXT,
    "published_prefix" TEXT,
    "manifest" JSONB,
    "duration_seconds" DOUBLE PRECISION,
    "width" INTEGER,
    "height" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ready_at" TIMESTAMPTZ(3),

    CONSTRAINT "file_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "caption" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "asset_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "web_vtt" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "caption_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discarded_prefix" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "bucket" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discarded_prefix_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transcoder_status" (
    "worker_id" TEXT NOT NULL,
    "is_available" BOOLEAN NOT NULL,
    "advice" TEXT,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transcoder_status_pkey" PRIMARY KEY ("worker_id")
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
CREATE INDEX "media_asset_owner_id_id_idx" ON "media_asset"("owner_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "file_version_asset_id_number_key" ON "file_version"("asset_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "caption_asset_id_language_key" ON "caption"("asset_id", "language");

-- CreateIndex
CREATE INDEX "discarded_prefix_due_at_idx" ON "discarded_prefix"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_event_id_key" ON "dead_letter"("event_id");

-- AddForeignKey
ALTER TABLE "file_version" ADD CONSTRAINT "file_version_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "media_asset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "caption" ADD CONSTRAINT "caption_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "media_asset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The reconciler reads what is not at rest, the sweeper what never arrived. Prisma cannot describe partial indexes.
CREATE INDEX "file_version_unfinished_idx" ON "file_version"("id") WHERE "state" IN ('UPLOADING', 'QUEUED', 'PROCESSING');

-- The relay reads what is unpublished, the reconciler what is unsettled.
CREATE INDEX "outbox_event_unpublished_idx" ON "outbox_event"("sequence") WHERE "published_at" IS NULL;
CREATE INDEX "outbox_event_unsettled_idx" ON "outbox_event"("published_at") WHERE "settled_at" IS NULL;
