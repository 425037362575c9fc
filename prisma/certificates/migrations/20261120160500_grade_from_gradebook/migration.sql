-- The score on a certificate is the gradebook's total; results count as passed or not.
ALTER TABLE "attempt" DROP COLUMN "score_percent";

-- CreateTable
CREATE TABLE "grade" (
    "user_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "total_percent" DECIMAL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "grade_pkey" PRIMARY KEY ("user_id","course_id")
);
