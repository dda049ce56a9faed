package io.stormdb.core;

/**
 * One address of a server.
 *
 * @param name a host name, an IP address, or the folder of the server's Unix-domain socket, which
 *     begins with a slash
 * @param port 1 to 65,535
 */
public record Host(String name, int port) {

  // a host is put into the driver's URL as it is, so nothing may pass that has a meaning there;
  // a path does not come there, but the whole of it must fit into the 107 bytes that Linux has
  private static final String NAME =
      "[A-Za-z0-9][A-Za-z0-9._-]*|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*|/[^\\x00,]{0,91}";

  /** Checks name and port. */
  public Host {
    if (!name.matches(NAME)) {
      throw new IllegalArgumentException(
          "host must be a host name, an IP address, or the folder of a Unix-domain socket (at most 92 characters), was '%s'"
              .formatted(name));
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port must be from 1 to 65535, was " + port);
    }
  }

  /** Returns whether it is the folder of a Unix-domain socket, as libpq decides it. */
  public boolean isFolder() {
    return name.startsWith("/");
  }

  /** Returns whether addresses have to be looked up for it, of which there may be several. */
  public boolean isName() {
    return !isFolder() && !name.contains(":") && name.chars().anyMatch(Character::isLetter);
  }

  /** Returns the name as it stands in a URL: an IPv6 address in brackets. */
  public String bracketed() {
    return name.contains(":") && !isFolder() ? "[" + name + "]" : name;
  }

  /** Returns name and port: {@code db:5432}, {@code [::1]:5432} or {@code /run/postgresql:5432}. */
  @Override
  public String toString() {
    return bracketed() + ":" + port;
  }
}
