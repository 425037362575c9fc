-- AlterTable
ALTER TABLE "file_version" ADD COLUMN     "sha256" TEXT;
