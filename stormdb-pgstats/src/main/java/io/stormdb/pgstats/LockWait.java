package io.stormdb.pgstats;

import java.util.Optional;

/**
 * What sessions waited for.
 *
 * @param type the kind of lock, as in {@code pg_locks}: {@code transactionid} and {@code tuple} are
 *     waits for a row that another has changed, {@code relation} is one for a table
 * @param mode the mode that they asked for, such as {@code ExclusiveLock}
 * @param relation the table or index, with its schema; empty if it is not known
 * @param count how often a session was seen to wait for such a lock
 */
public record LockWait(String type, String mode, Optional<String> relation, long count) {

  LockWait times(long number) {
    return new LockWait(type, mode, relation, number);
  }
}
