package io.stormdb.workloads.ecommerce;

import io.stormdb.api.SqlScript;

/** The tables, their keys and indexes, and the triggers: scripts beside this class. */
final class EcommerceSchema {

  private EcommerceSchema() {}

  /** Returns a script by the name of its file. */
  static SqlScript script(String name) {
    return SqlScript.beside(EcommerceSchema.class, name);
  }
}
