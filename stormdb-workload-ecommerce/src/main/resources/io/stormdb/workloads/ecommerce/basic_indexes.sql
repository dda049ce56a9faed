CREATE INDEX inventory_low ON inventory (product_id) WHERE available <= reorder_level;
