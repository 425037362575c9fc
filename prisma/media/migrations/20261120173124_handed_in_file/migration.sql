-- AlterTable
ALTER TABLE "media_asset" ADD COLUMN     "is_handed_in" BOOLEAN NOT NULL DEFAULT false;
