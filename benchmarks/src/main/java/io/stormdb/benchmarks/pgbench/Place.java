package io.stormdb.benchmarks.pgbench;

/**
 * The server as both sides reach it.
 *
 * @param host an address, or the folder of a Unix-domain socket
 * @param port of the server
 * @param database its name
 * @param user who connects
 * @param password of the user
 * @param scale that pgbench has initialised
 */
record Place(String host, int port, String database, String user, String password, int scale) {

  /** Returns how it is reached, in a word. */
  String transport() {
    return host.startsWith("/") ? "unix" : "tcp";
  }
}
