package io.stormdb.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a run, which are there before anything is timed: to start thousands of them takes
 * a busy machine seconds, and to wake them takes milliseconds.
 */
final class Crew {

  private final List<Member> members = new ArrayList<>();
  private final CountDownLatch missing;

  /** A thread that waits for its work, does it, and ends. */
  private static final class Member extends Thread {
    private final CountDownLatch missing;
    private volatile @Nullable Runnable work;
    private volatile boolean dismissed;

    Member(String name, CountDownLatch missing) {
      super(name);
      this.missing = missing;
      setDaemon(true);
    }

    @Override
    public void run() {
      missing.countDown();
      while (!dismissed) {
        Runnable given = work;
        if (given != null) {
          given.run();
          return;
        }
        LockSupport.park(missing);
      }
    }
  }

  private Crew(int size) {
    this.missing = new CountDownLatch(size);
  }

  /**
   * Starts threads and returns when all are there.
   *
   * @param names of the threads, one each
   * @throws StormDbException if the system does not allow so many
   */
  static Crew of(List<String> names) {
    Crew crew = new Crew(names.size());
    try {
      for (String name : names) {
        Member member = new Member(name, crew.missing);
        member.start();
        crew.members.add(member);
      }
      crew.missing.await();
      return crew;
    } catch (InterruptedException e) {
      // whoever is not there yet will come; the run itself sees the interruption
      Thread.currentThread().interrupt();
      return crew;
    } catch (OutOfMemoryError e) {
      crew.dismiss();
      throw StormDbException.failure(
          "the run needs %d threads, but the system allows this process only %d (%s); use fewer workers or raise its limits (ulimit -u, and pids.max of its control group)"
              .formatted(names.size(), crew.members.size(), e.getMessage()),
          e);
    }
  }

  /** Gives a member its work; it begins at once. */
  void begin(int member, Runnable work) {
    members.get(member).work = work;
    LockSupport.unpark(members.get(member));
  }

  /** Wakes whoever waits, to look again. */
  void wake() {
    members.forEach(LockSupport::unpark);
  }

  /** Lets those go who have been given no work; the others finish theirs. */
  void dismiss() {
    for (Member member : members) {
      member.dismissed = true;
      LockSupport.unpark(member);
    }
  }

  /** Returns how many threads there still are. */
  long size() {
    return members.stream().filter(Thread::isAlive).count();
  }
}
