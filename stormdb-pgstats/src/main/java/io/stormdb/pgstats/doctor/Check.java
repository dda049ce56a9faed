package io.stormdb.pgstats.doctor;

import java.util.List;

/** Judges one thing of an examination. */
interface Check {

  /** Returns what is to be said of it; empty if it does not concern this server. */
  List<Finding> judge(Visit visit);
}
