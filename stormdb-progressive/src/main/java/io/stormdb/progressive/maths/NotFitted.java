package io.stormdb.progressive.maths;

/**
 * A model that could not be fitted.
 *
 * @param model which
 * @param reason why, a sentence without a full stop
 */
public record NotFitted(Model model, String reason) implements Fitting {}
