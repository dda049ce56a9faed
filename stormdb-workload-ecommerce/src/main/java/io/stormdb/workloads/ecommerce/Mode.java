package io.stormdb.workloads.ecommerce;

import io.stormdb.api.TransactionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which transactions a run has, and how often. */
enum Mode {
  /** 75 in 100 read, 25 write. */
  MIXED("Three of four transactions read, one writes."),
  /** Pages, searches and some reports. */
  READ("Browses the catalogue and looks orders up, with some reports."),
  /** Checkouts, carts, reviews, deliveries. */
  WRITE("Checks out, fills carts, reviews, ships, and changes prices and stock."),
  /** Short transactions only, 60 in 100 of them read. */
  OLTP("Short transactions only: three of five read by key, two write."),
  /** Reports only. */
  ANALYTICS("Reports over a month, and over the shop as it is.");

  private static final double REPORTS_OF_READ = 5;
  private static final double READS_OF_MIXED = 75;
  private static final double READS_OF_OLTP = 60;

  /** Those that find a few rows by a key. */
  private static final Set<String> SHORT_READS =
      Set.of(
          "product_page",
          "user_by_email",
          "product_by_sku",
          "order_history",
          "order_detail",
          "product_reviews");

  private static final Set<String> SHORT_WRITES =
      Set.of("checkout", "add_to_cart", "update_profile", "record_visit", "ship_order");

  private final String description;

  Mode(String description) {
    this.description = description;
  }

  /** Returns the name behind that of the family, for example {@code read}. */
  String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }

  String description() {
    return description;
  }

  /** Returns the transactions of the mode, weighted in percent, and all others without weight. */
  List<TransactionType> of(
      List<TransactionType> reads, List<TransactionType> writes, List<TransactionType> reports) {
    List<TransactionType> all = new ArrayList<>(weighted(reads, writes, reports));
    Set<String> weighted = all.stream().map(TransactionType::name).collect(Collectors.toSet());
    Stream.of(reads, writes, reports)
        .flatMap(List::stream)
        .filter(type -> !weighted.contains(type.name()))
        .forEach(type -> all.add(type.weight(0)));
    return all;
  }

  private List<TransactionType> weighted(
      List<TransactionType> reads, List<TransactionType> writes, List<TransactionType> reports) {
    return switch (this) {
      case MIXED -> together(share(reads, READS_OF_MIXED), share(writes, 100 - READS_OF_MIXED));
      case READ -> together(share(reads, 100 - REPORTS_OF_READ), share(reports, REPORTS_OF_READ));
      case WRITE -> share(writes, 100);
      case OLTP ->
          together(
              share(only(SHORT_READS, reads), READS_OF_OLTP),
              share(only(SHORT_WRITES, writes), 100 - READS_OF_OLTP));
      case ANALYTICS -> share(reports, 100);
    };
  }

  private static List<TransactionType> only(Set<String> names, List<TransactionType> types) {
    return types.stream().filter(type -> names.contains(type.name())).toList();
  }

  private static List<TransactionType> share(List<TransactionType> types, double percent) {
    double sum = types.stream().mapToDouble(TransactionType::weight).sum();
    return types.stream().map(type -> type.weight(type.weight() * percent / sum)).toList();
  }

  private static List<TransactionType> together(
      List<TransactionType> some, List<TransactionType> others) {
    List<TransactionType> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
