package io.stormdb.progressive.maths;

import static java.lang.Math.atan;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.pow;
import static java.lang.Math.sin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The nonlinear regression sets of the NIST Statistical Reference Datasets, with certified results:
 * <a href="https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml">StRD</a>. Public domain.
 */
enum NistDataSet {
  // lower level of difficulty
  MISRA1A("Misra1a", (b, x) -> b[0] * (1 - exp(-b[1] * x[0]))),
  CHWIRUT2("Chwirut2", (b, x) -> exp(-b[0] * x[0]) / (b[1] + b[2] * x[0])),
  LANCZOS3(
      "Lanczos3",
      (b, x) -> b[0] * exp(-b[1] * x[0]) + b[2] * exp(-b[3] * x[0]) + b[4] * exp(-b[5] * x[0])),
  GAUSS1(
      "Gauss1",
      (b, x) ->
          b[0] * exp(-b[1] * x[0])
              + b[2] * exp(-pow((x[0] - b[3]) / b[4], 2))
              + b[5] * exp(-pow((x[0] - b[6]) / b[7], 2))),
  DANWOOD("DanWood", (b, x) -> b[0] * pow(x[0], b[1])),
  MISRA1B("Misra1b", (b, x) -> b[0] * (1 - pow(1 + b[1] * x[0] / 2, -2))),

  // average
  KIRBY2(
      "Kirby2",
      (b, x) -> (b[0] + b[1] * x[0] + b[2] * x[0] * x[0]) / (1 + b[3] * x[0] + b[4] * x[0] * x[0])),
  HAHN1("Hahn1", (b, x) -> cubicRatio(b, x[0])),
  NELSON("Nelson", (b, x) -> b[0] - b[1] * x[0] * exp(-b[2] * x[1])),
  MGH17("MGH17", (b, x) -> b[0] + b[1] * exp(-x[0] * b[3]) + b[2] * exp(-x[0] * b[4])),
  MISRA1C("Misra1c", (b, x) -> b[0] * (1 - pow(1 + 2 * b[1] * x[0], -0.5))),
  MISRA1D("Misra1d", (b, x) -> b[0] * b[1] * x[0] / (1 + b[1] * x[0])),
  ROSZMAN1("Roszman1", (b, x) -> b[0] - b[1] * x[0] - atan(b[2] / (x[0] - b[3])) / Math.PI),
  ENSO(
      "ENSO",
      (b, x) ->
          b[0]
              + wave(b[1], b[2], 12, x[0])
              + wave(b[4], b[5], b[3], x[0])
              + wave(b[7], b[8], b[6], x[0])),

  // higher
  MGH09("MGH09", (b, x) -> b[0] * x[0] * (x[0] + b[1]) / (x[0] * x[0] + x[0] * b[2] + b[3])),
  THURBER("Thurber", (b, x) -> cubicRatio(b, x[0])),
  BOXBOD("BoxBOD", (b, x) -> b[0] * (1 - exp(-b[1] * x[0]))),
  RAT42("Rat42", (b, x) -> b[0] / (1 + exp(b[1] - b[2] * x[0]))),
  MGH10("MGH10", (b, x) -> b[0] * exp(b[1] / (x[0] + b[2]))),
  ECKERLE4("Eckerle4", (b, x) -> b[0] / b[1] * exp(-0.5 * pow((x[0] - b[2]) / b[1], 2))),
  RAT43("Rat43", (b, x) -> b[0] / pow(1 + exp(b[1] - b[2] * x[0]), 1 / b[3])),
  BENNETT5("Bennett5", (b, x) -> b[0] * pow(b[1] + x[0], -1 / b[2]));

  private interface Formula {
    double at(double[] b, double[] x);
  }

  private final Formula formula;
  private final List<double[]> starts = new ArrayList<>();
  private final List<double[]> predictors = new ArrayList<>();
  private double[] certified = {};
  private double[] deviations = {};
  private double squares;
  private double[] observed = {};

  NistDataSet(String file, Formula formula) {
    this.formula = formula;
    List<Double> responses = new ArrayList<>();
    for (String line : read(file).lines().toList()) {
      String[] words = line.split(" ");
      double[] numbers =
          Arrays.stream(words, 1, words.length).mapToDouble(Double::parseDouble).toArray();
      switch (words[0]) {
        case "start" -> starts.add(numbers);
        case "certified" -> certified = numbers;
        case "deviation" -> deviations = numbers;
        case "squares" -> squares = numbers[0];
        case "data" -> {
          // the model of Nelson is of the logarithm
          responses.add(file.equals("Nelson") ? Math.log(numbers[0]) : numbers[0]);
          predictors.add(Arrays.copyOfRange(numbers, 1, numbers.length));
        }
        default -> throw new IllegalStateException(file + ": " + line);
      }
    }
    observed = responses.stream().mapToDouble(each -> each).toArray();
  }

  private static String read(String file) {
    try (InputStream stream = NistDataSet.class.getResourceAsStream("nist/" + file + ".txt")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double cubicRatio(double[] b, double x) {
    return (b[0] + x * (b[1] + x * (b[2] + x * b[3]))) / (1 + x * (b[4] + x * (b[5] + x * b[6])));
  }

  private static double wave(double cosine, double sine, double period, double x) {
    double angle = 2 * Math.PI * x / period;
    return cosine * cos(angle) + sine * sin(angle);
  }

  LeastSquares problem() {
    return LeastSquares.of(observed, certified.length, (i, b) -> formula.at(b, predictors.get(i)));
  }

  double[] start(int number) {
    return starts.get(number - 1);
  }

  double[] certified() {
    return certified;
  }

  double[] deviations() {
    return deviations;
  }

  double squares() {
    return squares;
  }
}
