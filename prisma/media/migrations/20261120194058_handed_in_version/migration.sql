-- AlterTable
ALTER TABLE "file_version" ADD COLUMN     "is_handed_in" BOOLEAN NOT NULL DEFAULT false;
