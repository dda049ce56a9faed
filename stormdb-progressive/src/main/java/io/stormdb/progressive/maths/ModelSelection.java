package io.stormdb.progressive.maths;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All models brought to the same points, and how much the points speak for each: K. P. Burnham and
 * D. R. Anderson, "Model Selection and Multimodel Inference", 2nd edition 2002, sections 2.6 and
 * 2.9.
 *
 * <p>Only the models compared can win. A good description is no explanation, and where weights are
 * similar the points do not decide.
 *
 * @param points that were fitted
 * @param candidates those compared, the best first
 * @param leftOut those that were not, and why
 */
public record ModelSelection(Points points, List<Candidate> candidates, List<NotFitted> leftOut) {

  /**
   * A model with its share of the evidence.
   *
   * @param fit with a defined {@link Goodness#aicc()}
   * @param delta Δ, its AICc less that of the best, not negative; above 10 it has next to no
   *     support
   * @param weight e^(−Δ/2) as a share of the sum over all candidates: 0 to 1
   */
  public record Candidate(Fit fit, double delta, double weight) {}

  /** Keeps copies. */
  public ModelSelection {
    candidates = List.copyOf(candidates);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Fits {@link Model#all()}. The same for the same points and plan.
   *
   * @param plan for the ranges of each fit
   */
  public static ModelSelection of(Points points, BootstrapPlan plan) {
    List<Fit> fits = new ArrayList<>();
    List<NotFitted> leftOut = new ArrayList<>();
    for (Model model : Model.all()) {
      Fitting fitting = model.fit(points, plan);
      if (fitting instanceof NotFitted not) {
        leftOut.add(not);
      } else if (fitting instanceof Fit fit) {
        if (fit.goodness().aicc().isPresent()) {
          fits.add(fit);
        } else {
          leftOut.add(tooFew(model, points));
        }
      }
    }
    return new ModelSelection(points, weighed(fits), leftOut);
  }

  private static NotFitted tooFew(Model model, Points points) {
    int parameters = model.symbols().size();
    return new NotFitted(
        model,
        "it can be fitted, but its %s parameters and the noise need at least %s levels of concurrency to be compared, there are %s"
            .formatted(parameters, Goodness.pointsForAicc(parameters), points.size()));
  }

  private static List<Candidate> weighed(List<Fit> fits) {
    double least = fits.stream().mapToDouble(ModelSelection::aicc).min().orElse(0);
    double sum = fits.stream().mapToDouble(fit -> Math.exp((least - aicc(fit)) / 2)).sum();
    return fits.stream()
        .sorted(Comparator.comparingDouble(ModelSelection::aicc))
        .map(fit -> new Candidate(fit, aicc(fit) - least, Math.exp((least - aicc(fit)) / 2) / sum))
        .toList();
  }

  private static double aicc(Fit fit) {
    return fit.goodness().aicc().orElseThrow();
  }

  /** Returns the candidate with the most support, empty if there is none. */
  public Optional<Candidate> best() {
    return candidates.stream().findFirst();
  }

  /** Returns the candidate of a model, empty if it was left out. */
  public Optional<Candidate> candidate(Model model) {
    return candidates.stream().filter(each -> each.fit().model().equals(model)).findFirst();
  }
}
