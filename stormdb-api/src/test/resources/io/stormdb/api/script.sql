-- ids; and prices
CREATE TABLE teapot (id bigint, price numeric);
CREATE INDEX teapot_price ON teapot (price);
