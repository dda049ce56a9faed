package io.stormdb.workloads.tpcc;

import static io.stormdb.workloads.tpcc.Cardinality.CUSTOMERS_A_DISTRICT;
import static io.stormdb.workloads.tpcc.Cardinality.CUSTOMERS_A_WAREHOUSE;
import static io.stormdb.workloads.tpcc.Cardinality.DISTRICTS_A_WAREHOUSE;
import static io.stormdb.workloads.tpcc.Cardinality.FEWEST_LINES;
import static io.stormdb.workloads.tpcc.Cardinality.FIRST_UNDELIVERED_ORDER;
import static io.stormdb.workloads.tpcc.Cardinality.ITEMS;
import static io.stormdb.workloads.tpcc.Cardinality.MOST_LINES;
import static io.stormdb.workloads.tpcc.Cardinality.ORDERS_A_DISTRICT;
import static io.stormdb.workloads.tpcc.Cardinality.UNDELIVERED_A_DISTRICT;

import io.stormdb.api.LoadContext;
import io.stormdb.api.Rng;
import io.stormdb.api.RowWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The initial population of clause 4.3.3. What a row holds depends on the seed and the row's number
 * alone. Every date is the same fixed one, where the standard wants the time of the load: the same
 * seed must give the same rows.
 */
final class TpccLoader {

  static final Instant POPULATED = Instant.parse("2026-01-01T00:00:00Z");

  private static final byte[] MIDDLE = "OE".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] GOOD_CREDIT = "GC".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BAD_CREDIT = "BC".getBytes(StandardCharsets.US_ASCII);

  private final LoadContext load;
  private final long warehouses;
  private final NuRand lastNames;
  private final long linesSeed;

  /** What a generator needs over and over, one for each thread. */
  private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

  private static final class Scratch {
    final RandomText text = new RandomText();
    final int[] customers = new int[CUSTOMERS_A_DISTRICT];

    /** Puts the customers of a district into random order. */
    int[] shuffledCustomers(Rng random) {
      for (int i = 0; i < customers.length; i++) {
        customers[i] = i + 1;
      }
      random.shuffle(customers);
      return customers;
    }
  }

  TpccLoader(LoadContext load) {
    this.load = load;
    this.warehouses = load.scale();
    this.lastNames = NuRand.lastName(Constants.loadConstant(load.random(Constants.C_LOAD, 0)));
    this.linesSeed = load.random("lines of orders", 0).nextLong();
  }

  /** Fills all tables, then adds keys and indexes. */
  void load() throws SQLException {
    load.remember(Constants.C_LOAD, Integer.toString(lastNames.c()));
    load.copy("item", "i_id", "i_im_id", "i_name", "i_price", "i_data").rows(ITEMS, this::item);
    load.copy(
            "warehouse",
            "w_id",
            "w_name",
            "w_street_1",
            "w_street_2",
            "w_city",
            "w_state",
            "w_zip",
            "w_tax",
            "w_ytd")
        .rows(warehouses, this::warehouse);
    load.copy(
            "district",
            "d_w_id",
            "d_id",
            "d_name",
            "d_street_1",
            "d_street_2",
            "d_city",
            "d_state",
            "d_zip",
            "d_tax",
            "d_ytd",
            "d_next_o_id")
        .rows(warehouses * DISTRICTS_A_WAREHOUSE, this::district);
    load.copy(
            "stock",
            "s_w_id",
            "s_i_id",
            "s_quantity",
            "s_dist_01",
            "s_dist_02",
            "s_dist_03",
            "s_dist_04",
            "s_dist_05",
            "s_dist_06",
            "s_dist_07",
            "s_dist_08",
            "s_dist_09",
            "s_dist_10",
            "s_ytd",
            "s_order_cnt",
            "s_remote_cnt",
            "s_data")
        .rows(warehouses * ITEMS, this::stock);
    load.copy(
            "customer",
            "c_w_id",
            "c_d_id",
            "c_id",
            "c_first",
            "c_middle",
            "c_last",
            "c_street_1",
            "c_street_2",
            "c_city",
            "c_state",
            "c_zip",
            "c_phone",
            "c_since",
            "c_credit",
            "c_credit_lim",
            "c_discount",
            "c_balance",
            "c_ytd_payment",
            "c_payment_cnt",
            "c_delivery_cnt",
            "c_data")
        .rows(warehouses * CUSTOMERS_A_WAREHOUSE, this::customer);
    load.copy(
            "history",
            "h_c_w_id",
            "h_c_d_id",
            "h_c_id",
            "h_w_id",
            "h_d_id",
            "h_date",
            "h_amount",
            "h_data")
        .rows(warehouses * CUSTOMERS_A_WAREHOUSE, this::history);
    load.copy(
            "orders",
            "o_w_id",
            "o_d_id",
            "o_id",
            "o_c_id",
            "o_entry_d",
            "o_carrier_id",
            "o_ol_cnt",
            "o_all_local")
        .groups(warehouses * DISTRICTS_A_WAREHOUSE, this::ordersOfDistrict);
    load.copy("new_order", "no_w_id", "no_d_id", "no_o_id")
        .rows(warehouses * DISTRICTS_A_WAREHOUSE * UNDELIVERED_A_DISTRICT, this::newOrder);
    load.copy(
            "order_line",
            "ol_w_id",
            "ol_d_id",
            "ol_o_id",
            "ol_number",
            "ol_i_id",
            "ol_supply_w_id",
            "ol_delivery_d",
            "ol_quantity",
            "ol_amount",
            "ol_dist_info")
        .groups(warehouses * DISTRICTS_A_WAREHOUSE * ORDERS_A_DISTRICT, this::linesOfOrder);
    load.executeInParallel(TpccSchema.KEYS);
    load.executeInParallel(TpccSchema.FOREIGN_KEYS);
  }

  private void item(RowWriter row, long number, Rng random) {
    RandomText text = scratch.get().text;
    row.add(number).add(random.between(1, 10_000));
    text.letters(row, random, 14, 24);
    row.addDecimal(random.between(1_00, 100_00), 2);
    text.data(row, random, 26, 50);
  }

  private void warehouse(RowWriter row, long number, Rng random) {
    RandomText text = scratch.get().text;
    row.add(number);
    text.letters(row, random, 6, 10);
    text.address(row, random);
    row.addDecimal(random.between(0, 2_000), 4).addDecimal(300_000_00, 2);
  }

  private void district(RowWriter row, long number, Rng random) {
    RandomText text = scratch.get().text;
    row.add(unit(number, DISTRICTS_A_WAREHOUSE)).add(within(number, DISTRICTS_A_WAREHOUSE));
    text.letters(row, random, 6, 10);
    text.address(row, random);
    row.addDecimal(random.between(0, 2_000), 4).addDecimal(30_000_00, 2);
    row.add(ORDERS_A_DISTRICT + 1L);
  }

  private void stock(RowWriter row, long number, Rng random) {
    RandomText text = scratch.get().text;
    row.add(unit(number, ITEMS)).add(within(number, ITEMS)).add(random.between(10, 100));
    for (int district = 1; district <= DISTRICTS_A_WAREHOUSE; district++) {
      text.letters(row, random, 24, 24);
    }
    row.add(0).add(0).add(0);
    text.data(row, random, 26, 50);
  }

  private void customer(RowWriter row, long number, Rng random) {
    RandomText text = scratch.get().text;
    int customer = addCustomer(row, number);
    text.letters(row, random, 8, 16);
    row.addAscii(MIDDLE, MIDDLE.length);
    // each name at least once in each district, so that no selection by name finds nobody
    byte[] last =
        LastNames.asciiOf(customer <= LastNames.COUNT ? customer - 1 : lastNames.draw(random));
    row.addAscii(last, last.length);
    text.address(row, random);
    text.digits(row, random, 16);
    row.add(POPULATED);
    row.addAscii(random.chance(0.1) ? BAD_CREDIT : GOOD_CREDIT, 2);
    row.addDecimal(50_000_00, 2).addDecimal(random.between(0, 5_000), 4);
    row.addDecimal(-10_00, 2).addDecimal(10_00, 2).add(1).add(0);
    text.letters(row, random, 300, 500);
  }

  private void history(RowWriter row, long number, Rng random) {
    addCustomer(row, number);
    row.add(unit(number, CUSTOMERS_A_WAREHOUSE)).add(districtOf(number)).add(POPULATED);
    row.addDecimal(10_00, 2);
    scratch.get().text.letters(row, random, 12, 24);
  }

  private void ordersOfDistrict(RowWriter row, long number, Rng random) {
    int[] customers = scratch.get().shuffledCustomers(random);
    long ordersBefore = (number - 1) * ORDERS_A_DISTRICT;
    for (int order = 1; order <= ORDERS_A_DISTRICT; order++) {
      row.add(unit(number, DISTRICTS_A_WAREHOUSE)).add(within(number, DISTRICTS_A_WAREHOUSE));
      row.add(order).add(customers[order - 1]).add(POPULATED);
      if (order < FIRST_UNDELIVERED_ORDER) {
        row.add(random.between(1, 10));
      } else {
        row.addNull();
      }
      row.add(lines(ordersBefore + order)).add(1);
      row.end();
    }
  }

  private void newOrder(RowWriter row, long number, Rng random) {
    long district = unit(number, UNDELIVERED_A_DISTRICT);
    row.add(unit(district, DISTRICTS_A_WAREHOUSE)).add(within(district, DISTRICTS_A_WAREHOUSE));
    row.add(FIRST_UNDELIVERED_ORDER - 1 + within(number, UNDELIVERED_A_DISTRICT));
  }

  private void linesOfOrder(RowWriter row, long number, Rng random) {
    RandomText text = scratch.get().text;
    long warehouse = unit(number, DISTRICTS_A_WAREHOUSE * ORDERS_A_DISTRICT);
    long district = within(unit(number, ORDERS_A_DISTRICT), DISTRICTS_A_WAREHOUSE);
    long order = within(number, ORDERS_A_DISTRICT);
    int lines = lines(number);
    for (int line = 1; line <= lines; line++) {
      row.add(warehouse).add(district).add(order).add(line);
      row.add(random.between(1, ITEMS)).add(warehouse);
      if (order < FIRST_UNDELIVERED_ORDER) {
        row.add(POPULATED).add(5).addDecimal(0, 2);
      } else {
        row.addNull().add(5).addDecimal(random.between(1, 9_999_99), 2);
      }
      text.letters(row, random, 24, 24);
      row.end();
    }
  }

  /** How many lines an order has: the same whether orders or their lines are being loaded. */
  private int lines(long order) {
    long drawn = Rng.stateOf(linesSeed, order);
    return FEWEST_LINES + (int) Long.remainderUnsigned(drawn, MOST_LINES - FEWEST_LINES + 1);
  }

  /** Adds warehouse, district and number of a customer; returns the last of them. */
  private static int addCustomer(RowWriter row, long number) {
    long customer = within(number, CUSTOMERS_A_DISTRICT);
    row.add(unit(number, CUSTOMERS_A_WAREHOUSE)).add(districtOf(number)).add(customer);
    return (int) customer;
  }

  private static long districtOf(long customerNumber) {
    return within(unit(customerNumber, CUSTOMERS_A_DISTRICT), DISTRICTS_A_WAREHOUSE);
  }

  /** Counting in groups of {@code size}: the group that a number is in, from 1. */
  private static long unit(long number, long size) {
    return (number - 1) / size + 1;
  }

  /** Counting in groups of {@code size}: the place of a number in its group, from 1. */
  private static long within(long number, long size) {
    return (number - 1) % size + 1;
  }
}
