-- AlterTable
ALTER TABLE "webhook_delivery" ADD COLUMN     "delivery_count" INTEGER NOT NULL DEFAULT 1;
