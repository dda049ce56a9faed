package io.stormdb.pgstats;

/** A view of the catalog, or a few that belong together, with one row of numbers. */
interface CatalogQuery {

  /** Returns the name of the view, which users need a privilege for. */
  String name();

  /**
   * Returns the query for one row of numbers whose names are the same in all versions. A column
   * {@code epoch} says when the numbers began to count.
   */
  String sql(Server server);

  /** Returns why a server has no such numbers, or an empty text if it has. */
  default String obstacle(Server server) {
    return "";
  }
}
