ALTER TABLE products ADD FOREIGN KEY (vendor_id) REFERENCES vendors;
ALTER TABLE purchase_orders ADD FOREIGN KEY (vendor_id) REFERENCES vendors;
ALTER TABLE purchase_orders ADD FOREIGN KEY (product_id) REFERENCES products;
ALTER TABLE purchase_order_items ADD FOREIGN KEY (purchase_order_id) REFERENCES purchase_orders;
ALTER TABLE purchase_order_items ADD FOREIGN KEY (product_id, warehouse_id) REFERENCES inventory;
ALTER TABLE price_history ADD FOREIGN KEY (product_id) REFERENCES products;
