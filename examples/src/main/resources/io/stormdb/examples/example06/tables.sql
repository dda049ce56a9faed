CREATE TABLE teapot (id bigint NOT NULL, price bigint NOT NULL);
CREATE TABLE sale (id bigserial PRIMARY KEY, total bigint NOT NULL);
CREATE TABLE sale_line (sale bigint NOT NULL, teapot bigint NOT NULL, price bigint NOT NULL);
