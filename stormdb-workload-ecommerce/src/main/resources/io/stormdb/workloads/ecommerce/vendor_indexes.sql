ALTER TABLE vendors ADD PRIMARY KEY (id);
ALTER TABLE purchase_orders ADD PRIMARY KEY (id);
ALTER TABLE purchase_order_items ADD PRIMARY KEY (purchase_order_id, warehouse_id);
ALTER TABLE price_history ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX purchase_orders_open ON purchase_orders (product_id) WHERE status = 'open';
CREATE INDEX purchase_orders_waiting ON purchase_orders (id) WHERE status = 'open';
CREATE INDEX price_history_product ON price_history (product_id, id);
CREATE INDEX products_vendor ON products (vendor_id);
