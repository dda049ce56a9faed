package io.stormdb.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the command line can be asked to do. */
enum Verb {
  /** Runs a workload. */
  RUN("Run a workload, loading its data first if the schema is empty. This is the default."),
  /** Creates the schema. */
  SETUP("Create what is missing of the schema; load and run nothing."),
  /** Creates and loads. */
  LOAD("Create what is missing and load the data; run nothing."),
  /** Drops, creates and loads. */
  REBUILD("Drop what StormDB has created, create it anew and load it; run nothing."),
  /** Drops. */
  CLEANUP("Drop what StormDB has created, and nothing else."),
  /** Checks the data. */
  VERIFY("Check the invariants of the data as it stands."),
  /** Examines a server. */
  DOCTOR("Examine the server before a load: is it ready, and would its numbers be comparable?"),
  /** Analyses what somebody has measured. */
  ANALYZE(
      "Say what measured levels of workers mean: a table with columns workers,tps, or a study."),
  /** Lists workloads. */
  WORKLOADS("List the workloads, or explain one and its parameters."),
  /** Lists plug-ins, or explains the jar of one. */
  PLUGINS(
      "List the plug-ins, show what a jar says of itself, or inspect one, which runs its code.");

  private final String description;

  Verb(String description) {
    this.description = description;
  }

  String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  String description() {
    return description;
  }

  static Optional<Verb> of(String command) {
    return Arrays.stream(values()).filter(verb -> verb.command().equals(command)).findFirst();
  }
}
