-- A code may hold for some days from the day on which it is given (C11).
ALTER TABLE coupons ADD COLUMN expires_at INTEGER;
UPDATE coupon_pools SET body = json_set(body, '$.validDays', NULL);
