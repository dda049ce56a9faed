package io.stormdb.workloads.tpcc;

import java.util.List;

/**
 * The tables of clause 1.3, and the keys and indexes that come after the data.
 *
 * <p>Text is fixed or variable as the standard has it, money {@code numeric}. Whole numbers are
 * {@code smallint} where the standard bounds them by a few dozen, and {@code integer} otherwise:
 * counters that it lets have four digits go on counting in a long run. Fill factors are left alone,
 * so that what is measured is the server as people run it.
 */
final class TpccSchema {

  /** The nine tables, and the result file of deferred deliveries (clause 2.7.2.3) as a tenth. */
  static final String TABLES =
      """
      CREATE TABLE warehouse (
        w_id integer NOT NULL,
        w_name varchar(10) NOT NULL,
        w_street_1 varchar(20) NOT NULL,
        w_street_2 varchar(20) NOT NULL,
        w_city varchar(20) NOT NULL,
        w_state char(2) NOT NULL,
        w_zip char(9) NOT NULL,
        w_tax numeric(4,4) NOT NULL,
        w_ytd numeric(12,2) NOT NULL);
      CREATE TABLE district (
        d_id smallint NOT NULL,
        d_w_id integer NOT NULL,
        d_name varchar(10) NOT NULL,
        d_street_1 varchar(20) NOT NULL,
        d_street_2 varchar(20) NOT NULL,
        d_city varchar(20) NOT NULL,
        d_state char(2) NOT NULL,
        d_zip char(9) NOT NULL,
        d_tax numeric(4,4) NOT NULL,
        d_ytd numeric(12,2) NOT NULL,
        d_next_o_id integer NOT NULL);
      CREATE TABLE customer (
        c_id integer NOT NULL,
        c_d_id smallint NOT NULL,
        c_w_id integer NOT NULL,
        c_first varchar(16) NOT NULL,
        c_middle char(2) NOT NULL,
        c_last varchar(16) NOT NULL,
        c_street_1 varchar(20) NOT NULL,
        c_street_2 varchar(20) NOT NULL,
        c_city varchar(20) NOT NULL,
        c_state char(2) NOT NULL,
        c_zip char(9) NOT NULL,
        c_phone char(16) NOT NULL,
        c_since timestamptz NOT NULL,
        c_credit char(2) NOT NULL,
        c_credit_lim numeric(12,2) NOT NULL,
        c_discount numeric(4,4) NOT NULL,
        c_balance numeric(12,2) NOT NULL,
        c_ytd_payment numeric(12,2) NOT NULL,
        c_payment_cnt integer NOT NULL,
        c_delivery_cnt integer NOT NULL,
        c_data varchar(500) NOT NULL);
      CREATE TABLE history (
        h_c_id integer NOT NULL,
        h_c_d_id smallint NOT NULL,
        h_c_w_id integer NOT NULL,
        h_d_id smallint NOT NULL,
        h_w_id integer NOT NULL,
        h_date timestamptz NOT NULL,
        h_amount numeric(6,2) NOT NULL,
        h_data varchar(24) NOT NULL);
      CREATE TABLE new_order (
        no_o_id integer NOT NULL,
        no_d_id smallint NOT NULL,
        no_w_id integer NOT NULL);
      CREATE TABLE orders (
        o_id integer NOT NULL,
        o_d_id smallint NOT NULL,
        o_w_id integer NOT NULL,
        o_c_id integer NOT NULL,
        o_entry_d timestamptz NOT NULL,
        o_carrier_id smallint,
        o_ol_cnt smallint NOT NULL,
        o_all_local smallint NOT NULL);
      CREATE TABLE order_line (
        ol_o_id integer NOT NULL,
        ol_d_id smallint NOT NULL,
        ol_w_id integer NOT NULL,
        ol_number smallint NOT NULL,
        ol_i_id integer NOT NULL,
        ol_supply_w_id integer NOT NULL,
        ol_delivery_d timestamptz,
        ol_quantity smallint NOT NULL,
        ol_amount numeric(6,2) NOT NULL,
        ol_dist_info char(24) NOT NULL);
      CREATE TABLE item (
        i_id integer NOT NULL,
        i_im_id integer NOT NULL,
        i_name varchar(24) NOT NULL,
        i_price numeric(5,2) NOT NULL,
        i_data varchar(50) NOT NULL);
      CREATE TABLE stock (
        s_i_id integer NOT NULL,
        s_w_id integer NOT NULL,
        s_quantity smallint NOT NULL,
        s_dist_01 char(24) NOT NULL,
        s_dist_02 char(24) NOT NULL,
        s_dist_03 char(24) NOT NULL,
        s_dist_04 char(24) NOT NULL,
        s_dist_05 char(24) NOT NULL,
        s_dist_06 char(24) NOT NULL,
        s_dist_07 char(24) NOT NULL,
        s_dist_08 char(24) NOT NULL,
        s_dist_09 char(24) NOT NULL,
        s_dist_10 char(24) NOT NULL,
        s_ytd integer NOT NULL,
        s_order_cnt integer NOT NULL,
        s_remote_cnt integer NOT NULL,
        s_data varchar(50) NOT NULL);
      CREATE TABLE delivery_log (
        dl_w_id integer NOT NULL,
        dl_carrier_id smallint NOT NULL,
        dl_queued timestamptz NOT NULL,
        dl_completed timestamptz NOT NULL,
        dl_o_ids integer[] NOT NULL);
      COMMENT ON TABLE delivery_log IS
        'deferred deliveries: the order delivered in each of the ten districts, NULL where none was waiting';
      """;

  /** Do not depend on each other; the one that takes longest first. */
  static final List<String> KEYS =
      List.of(
          "ALTER TABLE order_line ADD PRIMARY KEY (ol_w_id, ol_d_id, ol_o_id, ol_number)",
          "ALTER TABLE stock ADD PRIMARY KEY (s_w_id, s_i_id)",
          "ALTER TABLE customer ADD PRIMARY KEY (c_w_id, c_d_id, c_id)",
          "CREATE INDEX customer_by_name ON customer (c_w_id, c_d_id, c_last, c_first)",
          "ALTER TABLE orders ADD PRIMARY KEY (o_w_id, o_d_id, o_id)",
          "CREATE INDEX orders_by_customer ON orders (o_w_id, o_d_id, o_c_id, o_id)",
          "ALTER TABLE item ADD PRIMARY KEY (i_id)",
          "ALTER TABLE new_order ADD PRIMARY KEY (no_w_id, no_d_id, no_o_id)",
          "ALTER TABLE district ADD PRIMARY KEY (d_w_id, d_id)",
          "ALTER TABLE warehouse ADD PRIMARY KEY (w_id)");

  /**
   * Need the keys. All of a table in one statement, because two of them would lock each other out.
   */
  static final List<String> FOREIGN_KEYS =
      List.of(
          """
          ALTER TABLE order_line
            ADD FOREIGN KEY (ol_w_id, ol_d_id, ol_o_id) REFERENCES orders,
            ADD FOREIGN KEY (ol_supply_w_id, ol_i_id) REFERENCES stock""",
          """
          ALTER TABLE history
            ADD FOREIGN KEY (h_c_w_id, h_c_d_id, h_c_id) REFERENCES customer,
            ADD FOREIGN KEY (h_w_id, h_d_id) REFERENCES district""",
          """
          ALTER TABLE stock
            ADD FOREIGN KEY (s_w_id) REFERENCES warehouse,
            ADD FOREIGN KEY (s_i_id) REFERENCES item""",
          "ALTER TABLE orders ADD FOREIGN KEY (o_w_id, o_d_id, o_c_id) REFERENCES customer",
          "ALTER TABLE new_order ADD FOREIGN KEY (no_w_id, no_d_id, no_o_id) REFERENCES orders",
          "ALTER TABLE customer ADD FOREIGN KEY (c_w_id, c_d_id) REFERENCES district",
          "ALTER TABLE district ADD FOREIGN KEY (d_w_id) REFERENCES warehouse");

  private TpccSchema() {}
}
