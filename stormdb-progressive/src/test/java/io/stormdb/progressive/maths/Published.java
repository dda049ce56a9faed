package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.List;

/** Published measurements of throughput by concurrency. */
final class Published {

  /**
   * Cisco: B. Schwartz, "Practical Scalability Analysis with the Universal Scalability Law", 2015;
   * also the test data of usl4j.
   */
  static final List<Measured> CISCO =
      byOne(
          955.16, 1878.91, 2688.01, 3548.68, 4315.54, 5130.43, 5931.37, 6531.08, 7219.8, 7867.61,
          8278.71, 8646.7, 9047.84, 9426.55, 9645.37, 9897.24, 10097.6, 10240.5, 10532.39, 10798.52,
          11151.43, 11518.63, 11806, 12089.37, 12075.41, 12177.29, 12211.41, 12158.93, 12155.27,
          12118.04, 12140.4, 12074.39);

  /**
   * A ray tracer on 1 to 64 processors of an SGI Origin 2000: N. J. Gunther, "Guerrilla Capacity
   * Planning", 2007; data set {@code raytracer} of the R package usl.
   */
  static final List<Measured> RAYTRACER =
      pairs(
          1, 20, 4, 78, 8, 130, 12, 170, 16, 190, 20, 200, 24, 210, 28, 230, 32, 260, 48, 280, 64,
          310);

  /**
   * SPEC SDM91 on a Sun SPARCcenter 2000: Gunther, the same; data set {@code specsdm91} of the R
   * package usl.
   */
  static final List<Measured> SPEC_SDM91 =
      pairs(1, 64.9, 18, 995.9, 36, 1652.4, 72, 1853.2, 108, 1828.9, 144, 1775.0, 216, 1702.2);

  private Published() {}

  static List<Measured> pairs(double... pairs) {
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      measured.add(Measured.of(pairs[i], pairs[i + 1]));
    }
    return measured;
  }

  static List<Measured> byOne(double... throughputs) {
    List<Measured> measured = new ArrayList<>();
    for (int i = 0; i < throughputs.length; i++) {
      measured.add(Measured.of(i + 1, throughputs[i]));
    }
    return measured;
  }
}
