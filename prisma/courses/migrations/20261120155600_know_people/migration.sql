-- CreateTable
CREATE TABLE "person_projection" (
    "user_id" UUID NOT NULL,
    "can_teach" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "person_projection_pkey" PRIMARY KEY ("user_id")
);
