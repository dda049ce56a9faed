package io.stormdb.progressive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A level that has collapsed by the rules of a study.
 *
 * @param level that level
 * @param reason why, as a sentence
 */
record Collapse(Level level, String reason) {

  /** Returns those among bands, in their order. */
  static List<Collapse> among(List<BandResult> bands, StopRules rules) {
    List<Collapse> found = new ArrayList<>();
    for (int i = 0; i < bands.size(); i++) {
      BandResult band = bands.get(i);
      rules
          .broken(band, bands.subList(0, i))
          .ifPresent(reason -> found.add(new Collapse(band.level(), reason)));
    }
    return found;
  }

  /** Returns that because of which a level is not measured any more. */
  static Optional<Collapse> below(Level level, List<Collapse> found) {
    return found.stream().filter(one -> level.isAtLeast(one.level())).findFirst();
  }
}
