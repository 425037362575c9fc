-- Orders that wait for their payment are looked through for those that waited too long.
CREATE INDEX "order_unpaid_idx" ON "order"("created_at") WHERE "status" = 'PENDING';
