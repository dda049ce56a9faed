package io.stormdb.workloads.tpcc;

import io.stormdb.api.Pause;
import io.stormdb.api.TransactionType;
import java.time.Duration;

/** Whether terminals wait as people at them would (clause 5.2.5.7). */
enum Pacing {
  /** No waiting: as much load as the workers can make. */
  NONE {
    @Override
    TransactionType pace(TransactionType type) {
      return type;
    }
  },
  /** Keying and think times of the standard. */
  SPEC {
    @Override
    TransactionType pace(TransactionType type) {
      return switch (type.name()) {
        case NewOrder.NAME -> pauses(type, 18, 12);
        case Payment.NAME -> pauses(type, 3, 12);
        case OrderStatus.NAME -> pauses(type, 2, 10);
        case Delivery.NAME, StockLevel.NAME -> pauses(type, 2, 5);
        default -> throw new IllegalArgumentException("no such transaction: " + type.name());
      };
    }
  };

  /** Think times are cut at this multiple of their mean (clause 5.2.5.4). */
  private static final double CUT = 10;

  abstract TransactionType pace(TransactionType type);

  private static TransactionType pauses(
      TransactionType type, int keyingSeconds, int meanThinkSeconds) {
    return type.pauses(
        new Pause.Constant(Duration.ofSeconds(keyingSeconds)),
        new Pause.Exponential(Duration.ofSeconds(meanThinkSeconds), CUT));
  }
}
