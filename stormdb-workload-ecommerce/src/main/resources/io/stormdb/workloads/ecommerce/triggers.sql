CREATE FUNCTION raise_purchase_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- one statement for all products, in the order of their numbers: two sales that bring the same
  -- products low wait for each other in the same order
  WITH low AS (
    SELECT DISTINCT after.product_id
      FROM stock_after AS after
      JOIN stock_before AS before USING (product_id, warehouse_id)
     WHERE after.available < before.available AND after.available <= after.reorder_level
  ), raised AS (
    INSERT INTO purchase_orders (vendor_id, product_id, raised_at, status)
    SELECT p.vendor_id, p.id, now(), 'open'
      FROM low JOIN products AS p ON p.id = low.product_id
     WHERE NOT EXISTS (SELECT FROM purchase_orders AS o
                        WHERE o.product_id = p.id AND o.status = 'open')
     ORDER BY p.id
        -- another sale may have raised it since the statement began
        ON CONFLICT (product_id) WHERE status = 'open' DO NOTHING
    RETURNING id, product_id
  )
  INSERT INTO purchase_order_items
         (purchase_order_id, product_id, warehouse_id, ordered, received, unit_cost)
  SELECT raised.id, i.product_id, i.warehouse_id, i.full_level - i.available, 0, p.cost
    FROM raised
    JOIN inventory AS i ON i.product_id = raised.product_id
    JOIN products AS p ON p.id = raised.product_id
   WHERE i.available < i.full_level;
  RETURN NULL;
END $$;

CREATE TRIGGER low_stock AFTER UPDATE ON inventory
  REFERENCING OLD TABLE AS stock_before NEW TABLE AS stock_after
  FOR EACH STATEMENT EXECUTE FUNCTION raise_purchase_orders();

CREATE FUNCTION take_receipts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM inventory AS i
    JOIN items_after AS after USING (product_id, warehouse_id)
   ORDER BY i.product_id, i.warehouse_id
     FOR NO KEY UPDATE OF i;
  UPDATE inventory AS i
     SET available = i.available + after.received - before.received
    FROM items_after AS after
    JOIN items_before AS before USING (purchase_order_id, warehouse_id)
   WHERE i.product_id = after.product_id AND i.warehouse_id = after.warehouse_id
     AND after.received > before.received;
  -- whoever receives another part of the same order waits here, and then sees this part
  PERFORM FROM purchase_orders
    WHERE id IN (SELECT purchase_order_id FROM items_after)
    ORDER BY id
      FOR NO KEY UPDATE;
  UPDATE purchase_orders AS o
     SET status = 'received', received_at = now()
   WHERE o.id IN (SELECT purchase_order_id FROM items_after)
     AND o.status = 'open'
     AND NOT EXISTS (SELECT FROM purchase_order_items AS i
                      WHERE i.purchase_order_id = o.id AND i.received < i.ordered);
  RETURN NULL;
END $$;

CREATE TRIGGER receipt AFTER UPDATE ON purchase_order_items
  REFERENCING OLD TABLE AS items_before NEW TABLE AS items_after
  FOR EACH STATEMENT EXECUTE FUNCTION take_receipts();

CREATE FUNCTION keep_margin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.price := round(NEW.cost * (100 + NEW.margin_percent) / 100, 2);
  RETURN NEW;
END $$;

CREATE TRIGGER margin BEFORE UPDATE OF cost, margin_percent, price ON products
  FOR EACH ROW EXECUTE FUNCTION keep_margin();

CREATE FUNCTION note_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO price_history (product_id, changed_at, price, cost)
  VALUES (NEW.id, now(), NEW.price, NEW.cost);
  RETURN NULL;
END $$;

CREATE TRIGGER price AFTER UPDATE ON products
  FOR EACH ROW WHEN (NEW.price <> OLD.price OR NEW.cost <> OLD.cost)
  EXECUTE FUNCTION note_price();
