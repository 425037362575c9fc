-- AlterTable
ALTER TABLE "refresh_token" DROP COLUMN "successor_id";
