-- AlterTable
ALTER TABLE "assessment" ADD COLUMN     "rubric" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "grader_id" UUID,
ADD COLUMN     "grader_until" TIMESTAMPTZ(3),
ADD COLUMN     "rubric_scores" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "media_asset" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "sha256" TEXT,
    "version" BIGINT NOT NULL,

    CONSTRAINT "media_asset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handed_in_file" (
    "asset_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,

    CONSTRAINT "handed_in_file_pkey" PRIMARY KEY ("asset_id","course_id")
);
