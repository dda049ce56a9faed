package io.stormdb.workloads.tpcc;

import io.stormdb.api.Rng;
import io.stormdb.api.Tx;

/**
 * Which customer a Payment or an Order-Status is about: six in ten are known by last name, the
 * others by number (clauses 2.5.1.2 and 2.6.1.2). Overwritten by each draw.
 */
final class CustomerChoice {

  /**
   * Finds the one meant by a name: of all customers of the district with it, in the order of their
   * first names, the one in the middle, rounded up (clause 2.5.2.2). Takes warehouse, district and
   * name; equal first names are told apart by number.
   */
  static final String NAMED =
      """
      named AS MATERIALIZED (
        SELECT c_id AS named_c_id
          FROM (SELECT c_id,
                       row_number() OVER (ORDER BY c_first, c_id) AS place,
                       count(*) OVER () AS namesakes
                  FROM customer
                 WHERE c_w_id = ? AND c_d_id = ? AND c_last = ?) AS called
         WHERE place = (namesakes + 1) / 2
      )""";

  private static final double BY_NAME_SHARE = 0.6;

  private boolean byName;
  private int lastName;
  private int number;

  void draw(Constants constants, Rng random) {
    byName = random.chance(BY_NAME_SHARE);
    if (byName) {
      lastName = constants.lastName().draw(random);
    } else {
      number = constants.customer().draw(random);
    }
  }

  boolean isByName() {
    return byName;
  }

  String lastName() {
    return LastNames.of(lastName);
  }

  int number() {
    return number;
  }

  /** Counts for the audit how the customer was chosen. */
  void count(Tx tx, Inputs inputs) {
    if (byName) {
      inputs.lastNames().count(tx, lastName);
    } else {
      inputs.customers().count(tx, number);
    }
  }
}
