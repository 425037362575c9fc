-- AlterTable
ALTER TABLE "enrollment" ADD COLUMN     "cancel_reason" TEXT;
