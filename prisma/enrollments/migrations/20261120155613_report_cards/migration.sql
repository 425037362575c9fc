-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_grade" (
    "user_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "total_percent" DECIMAL(9,4),
    "version" BIGINT NOT NULL,

    CONSTRAINT "course_grade_pkey" PRIMARY KEY ("user_id","course_id")
);

-- CreateTable
CREATE TABLE "assessment_result" (
    "attempt_id" UUID NOT NULL,
    "assessment_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "score_percent" DECIMAL(9,4) NOT NULL,
    "is_passed" BOOLEAN NOT NULL,
    "is_required" BOOLEAN NOT NULL,
    "graded_at" TIMESTAMPTZ(3) NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "assessment_result_pkey" PRIMARY KEY ("attempt_id")
);

-- CreateTable
CREATE TABLE "removed_assessment" (
    "assessment_id" UUID NOT NULL,

    CONSTRAINT "removed_assessment_pkey" PRIMARY KEY ("assessment_id")
);

-- CreateTable
CREATE TABLE "class_session" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "course_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "class_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendance" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "class_session_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "marked_by" UUID NOT NULL,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attendance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendance_change" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "attendance_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "marked_by" UUID NOT NULL,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attendance_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "remark" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "enrollment_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "author_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" UUID,

    CONSTRAINT "remark_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "assessment_result_user_id_course_id_assessment_id_idx" ON "assessment_result"("user_id", "course_id", "assessment_id");

-- CreateIndex
CREATE INDEX "class_session_course_id_starts_at_id_idx" ON "class_session"("course_id", "starts_at", "id");

-- CreateIndex
CREATE INDEX "attendance_user_id_idx" ON "attendance"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "attendance_class_session_id_user_id_key" ON "attendance"("class_session_id", "user_id");

-- CreateIndex
CREATE INDEX "attendance_change_attendance_id_id_idx" ON "attendance_change"("attendance_id", "id");

-- CreateIndex
CREATE INDEX "remark_enrollment_id_id_idx" ON "remark"("enrollment_id", "id");

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_class_session_id_fkey" FOREIGN KEY ("class_session_id") REFERENCES "class_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance_change" ADD CONSTRAINT "attendance_change_attendance_id_fkey" FOREIGN KEY ("attendance_id") REFERENCES "attendance"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "attendance" ADD CONSTRAINT "attendance_status_check"
    CHECK ("status" IN ('PRESENT', 'LATE', 'EXCUSED', 'ABSENT'));
ALTER TABLE "class_session" ADD CONSTRAINT "class_session_ends_at_check" CHECK ("ends_at" > "starts_at");
