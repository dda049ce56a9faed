package io.stormdb.report;

import java.util.regex.Pattern;

/** Texts of a configuration without what must stay secret. */
final class Redacted {

  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(?i)([?&;][^=&;]*(?:password|passwd|passphrase|secret|token)[^=&;]*=)[^&;]*");

  /** Greedy: a password with an at sign or a slash in it must go as a whole. */
  private static final Pattern USER_AND_PASSWORD = Pattern.compile("(://[^/:@?]*:)[^?#]*@");

  private Redacted() {}

  /** Returns a database URL with asterisks for passwords, should there be one. */
  static String url(String url) {
    String noUser = USER_AND_PASSWORD.matcher(url).replaceAll("$1***@");
    return SECRET_PARAMETER.matcher(noUser).replaceAll("$1***");
  }
}
