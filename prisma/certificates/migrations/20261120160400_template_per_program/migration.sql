-- A template is of a course or of a program: ids of both are unique among each other.
ALTER TABLE "template" RENAME COLUMN "course_id" TO "subject_id";

-- CreateTable
CREATE TABLE "program" (
    "id" UUID NOT NULL,
    "course_ids" UUID[],
    "is_deleted" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "program_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "program_course_ids_idx" ON "program" USING GIN ("course_ids");
