-- CreateTable
CREATE TABLE "image_projection" (
    "asset_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,

    CONSTRAINT "image_projection_pkey" PRIMARY KEY ("asset_id")
);
