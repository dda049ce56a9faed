package io.stormdb.core.config;

/**
 * A value that was given for a key, or is its default.
 *
 * @param key what it is a value of
 * @param name the name of the key, or of one member of a key that has members, for example {@code
 *     labels.team}
 * @param spelling the name as it was written
 * @param value as it was written, variables expanded
 * @param origin where it was written
 */
record Setting(ConfigKey key, String name, String spelling, String value, Origin origin) {

  /** Returns what a problem with this is said of, for example {@code config.yaml:12: 'workers'}. */
  String subject() {
    return origin instanceof Origin.Line line ? line.describe() + ": '" + spelling + "'" : spelling;
  }

  /** Returns the last part of the name of a member. */
  String member() {
    return name.substring(key.name().length() + 1);
  }

  /** Returns name and origin; the value only if it is no secret. */
  @Override
  public String toString() {
    return name + "=" + (key.secret() ? Password.MASK : value) + " (" + origin.describe() + ")";
  }
}
