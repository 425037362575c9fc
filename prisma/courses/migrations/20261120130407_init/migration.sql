-- Extensions live in public, which is on every search path, so that each schema can use them.
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;

-- Lower case without accents. unaccent(text) is only STABLE, because it looks its dictionary up by name; naming the
-- dictionary makes the result depend on the argument alone, so it can be generated and indexed.
CREATE FUNCTION fold_text(input TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(public.unaccent('public.unaccent'::regdictionary, input));

-- Words as they are written, and English stems: title before summary before description.
CREATE FUNCTION to_search_vector(title TEXT, summary TEXT, description TEXT) RETURNS TSVECTOR
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN setweight(to_tsvector('pg_catalog.simple'::regconfig, fold_text(title)), 'A')
    || setweight(to_tsvector('pg_catalog.english'::regconfig, fold_text(title)), 'A')
    || setweight(to_tsvector('pg_catalog.simple'::regconfig, fold_text(coalesce(summary, ''))), 'B')
    || setweight(to_tsvector('pg_catalog.english'::regconfig, fold_text(coalesce(summary, ''))), 'B')
    || setweight(to_tsvector('pg_catalog.simple'::regconfig, fold_text(description)), 'C')
    || setweight(to_tsvector('pg_catalog.english'::regconfig, fold_text(description)), 'C');

CREATE FUNCTION to_search_query(search TEXT) RETURNS TSQUERY
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN websearch_to_tsquery('pg_catalog.simple'::regconfig, fold_text(search))
    || websearch_to_tsquery('pg_catalog.english'::regconfig, fold_text(search));

-- CreateEnum
CREATE TYPE "course_level" AS ENUM ('BEGINNER', 'INTERMEDIATE', 'ADVANCED');

-- CreateEnum
CREATE TYPE "course_status" AS ENUM ('DRAFT', 'PUBLISHED', 'UNPUBLISHED');

-- CreateEnum
CREATE TYPE "follow_subject" AS ENUM ('COURSE', 'INSTRUCTOR');

-- CreateEnum
CREATE TYPE "enrollment_status" AS ENUM ('PENDING_PAYMENT', 'ACTIVE', 'COMPLETED', 'CANCELLED');

-- CreateTable
CREATE TABLE "course" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT,
    "description" TEXT NOT NULL,
    "level" "course_level" NOT NULL DEFAULT 'BEGINNER',
    "language" TEXT NOT NULL DEFAULT 'en',
    "thumbnail_asset_id" UUID,
    "price_amount_minor" INTEGER,
    "price_currency" TEXT,
    "capacity" INTEGER,
    "status" "course_status" NOT NULL DEFAULT 'DRAFT',
    "published_at" TIMESTAMPTZ(3),
    "enrollment_count" INTEGER NOT NULL DEFAULT 0,
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "search_vector" tsvector GENERATED ALWAYS AS (to_search_vector(title, summary, description)) STORED,
    "search_text" TEXT GENERATED ALWAYS AS (fold_text(((title || ' '::text) || COALESCE(summary, ''::text)))) STORED,

    CONSTRAINT "course_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_instructor" (
    "course_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "course_instructor_pkey" PRIMARY KEY ("course_id","user_id")
);

-- CreateTable
CREATE TABLE "course_prerequisite" (
    "course_id" UUID NOT NULL,
    "prerequisite_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "course_prerequisite_pkey" PRIMARY KEY ("course_id","prerequisite_id")
);

-- CreateTable
CREATE TABLE "category" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" UUID,

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_category" (
    "course_id" UUID NOT NULL,
    "category_id" UUID NOT NULL,

    CONSTRAINT "course_category_pkey" PRIMARY KEY ("course_id","category_id")
);

-- CreateTable
CREATE TABLE "program" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "program_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "program_course" (
    "program_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "program_course_pkey" PRIMARY KEY ("program_id","course_id")
);

-- CreateTable
CREATE TABLE "module" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "course_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "position" TEXT COLLATE "C" NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "module_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follow" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "subject" "follow_subject" NOT NULL,
    "subject_id" UUID NOT NULL,
    "is_following" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "follow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrollment_projection" (
    "enrollment_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "status" "enrollment_status" NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "enrollment_projection_pkey" PRIMARY KEY ("enrollment_id")
);

-- CreateTable
CREATE TABLE "lecture_projection" (
    "lecture_id" UUID NOT NULL,
    "module_id" UUID NOT NULL,
    "is_removed" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "lecture_projection_pkey" PRIMARY KEY ("lecture_id")
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
CREATE UNIQUE INDEX "course_slug_key" ON "course"("slug");

-- CreateIndex
CREATE INDEX "course_instructor_user_id_idx" ON "course_instructor"("user_id");

-- CreateIndex
CREATE INDEX "course_prerequisite_prerequisite_id_idx" ON "course_prerequisite"("prerequisite_id");

-- CreateIndex
CREATE UNIQUE INDEX "category_slug_key" ON "category"("slug");

-- CreateIndex
CREATE INDEX "category_parent_id_idx" ON "category"("parent_id");

-- CreateIndex
CREATE INDEX "course_category_category_id_idx" ON "course_category"("category_id");

-- CreateIndex
CREATE UNIQUE INDEX "program_slug_key" ON "program"("slug");

-- CreateIndex
CREATE INDEX "program_course_course_id_idx" ON "program_course"("course_id");

-- CreateIndex
CREATE UNIQUE INDEX "module_course_id_position_key" ON "module"("course_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "follow_user_id_subject_subject_id_key" ON "follow"("user_id", "subject", "subject_id");

-- CreateIndex
CREATE INDEX "enrollment_projection_course_id_idx" ON "enrollment_projection"("course_id");

-- CreateIndex
CREATE INDEX "lecture_projection_module_id_idx" ON "lecture_projection"("module_id");

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_event_id_key" ON "dead_letter"("event_id");

-- AddForeignKey
ALTER TABLE "course_instructor" ADD CONSTRAINT "course_instructor_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_prerequisite" ADD CONSTRAINT "course_prerequisite_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_prerequisite" ADD CONSTRAINT "course_prerequisite_prerequisite_id_fkey" FOREIGN KEY ("prerequisite_id") REFERENCES "course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_category" ADD CONSTRAINT "course_category_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_category" ADD CONSTRAINT "course_category_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "program_course" ADD CONSTRAINT "program_course_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "program_course" ADD CONSTRAINT "program_course_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "module" ADD CONSTRAINT "module_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What follows, Prisma cannot describe: partial and expression indexes, checks, functions.
-- The search is read often and written rarely, so its indexes keep no list of pending entries.

CREATE INDEX "course_search_vector_idx" ON "course" USING gin ("search_vector") WITH (fastupdate = off) WHERE "status" = 'PUBLISHED';
CREATE INDEX "course_search_text_idx" ON "course" USING gin ("search_text" public.gin_trgm_ops) WITH (fastupdate = off) WHERE "status" = 'PUBLISHED';
CREATE INDEX "course_newest_idx" ON "course"("published_at" DESC, "id" DESC) WHERE "status" = 'PUBLISHED';
CREATE INDEX "course_popularity_idx" ON "course"("enrollment_count" DESC, "id" DESC) WHERE "status" = 'PUBLISHED';
CREATE INDEX "course_title_idx" ON "course"(fold_text("title") COLLATE "C", "id") WHERE "status" = 'PUBLISHED';

ALTER TABLE "course"
    ADD CONSTRAINT "course_price_check" CHECK (("price_amount_minor" IS NULL) = ("price_currency" IS NULL) AND "price_amount_minor" > 0),
    ADD CONSTRAINT "course_capacity_check" CHECK ("capacity" > 0),
    ADD CONSTRAINT "course_published_check" CHECK ("status" = 'DRAFT' OR "published_at" IS NOT NULL);
ALTER TABLE "course_prerequisite" ADD CONSTRAINT "course_prerequisite_other_check" CHECK ("course_id" <> "prerequisite_id");

-- Published courses whose title or summary has words like those of the search. The bar is lower than pg_trgm's own:
-- two letters swapped in a short word leave less than half of its trigrams.
CREATE FUNCTION find_similar_courses(search TEXT) RETURNS SETOF UUID
LANGUAGE sql STABLE
SET pg_trgm.word_similarity_threshold = 0.42
AS $$
    SELECT id FROM courses.course WHERE status = 'PUBLISHED' AND search_text OPERATOR(public.%>) courses.fold_text(search)
$$;

-- The relay reads what is unpublished, the reconciler what is unsettled.
CREATE INDEX "outbox_event_unpublished_idx" ON "outbox_event"("sequence") WHERE "published_at" IS NULL;
CREATE INDEX "outbox_event_unsettled_idx" ON "outbox_event"("published_at") WHERE "settled_at" IS NULL;
