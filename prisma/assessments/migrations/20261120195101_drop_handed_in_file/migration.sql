-- DropTable
DROP TABLE "handed_in_file";
