package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.ServerStatistics;
import java.util.List;

/** Judges one thing of what a server did while a load ran. */
interface Rule {

  /** Returns what is worth saying; empty if nothing is, or if what it needs was not observed. */
  List<Finding> judge(ServerStatistics statistics);
}
