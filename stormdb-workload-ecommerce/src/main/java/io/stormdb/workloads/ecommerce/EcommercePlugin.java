package io.stormdb.workloads.ecommerce;

import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Brings the workloads {@code ecommerce} and {@code ecommerce_basic}, in five modes each. */
public final class EcommercePlugin implements WorkloadPlugin {

  private static final String WHOLE = "ecommerce";
  private static final String BASIC = "ecommerce_basic";
  private static final int DEFAULT_SCALE = 10_000;
  private static final int MOST_SCALE = 100_000_000;
  private static final String SESSIONS = "sessions";

  private static final String EMBEDDINGS = "embeddings";

  private static final Parameter OF_REVIEWS =
      Parameter.choice(
          EMBEDDINGS,
          "auto",
          "Whether reviews have embeddings and are searched by them: auto is on if the server has"
              + " pgvector. Decided when the data is loaded.",
          "auto",
          "on",
          "off");

  private static final Parameter OF_USERS =
      Parameter.flag(
          SESSIONS,
          false,
          "Whether workers are users who browse, search, fill a cart, check out and review, one"
              + " visit after another, and pause to read.");

  /** Creates the plugin. */
  public EcommercePlugin() {}

  @Override
  public PluginInfo info() {
    return new PluginInfo(
        WHOLE, "1.0", "A shop with stock, orders, reviews and reports.", "The StormDB authors");
  }

  @Override
  public List<WorkloadType> types() {
    List<WorkloadType> types = new ArrayList<>();
    for (Mode mode : Mode.values()) {
      types.add(type(WHOLE, mode, "A shop with vendors, purchase orders and triggers. "));
    }
    for (Mode mode : Mode.values()) {
      types.add(type(BASIC, mode, "A shop without vendors and triggers. "));
    }
    return types;
  }

  private static WorkloadType type(String family, Mode mode, String shop) {
    boolean isMixed = mode == Mode.MIXED;
    String suffixed = family + "_" + mode.suffix();
    return new WorkloadType(
        isMixed ? family : suffixed,
        aliases(family, mode),
        family,
        shop + mode.description(),
        "users",
        DEFAULT_SCALE,
        MOST_SCALE,
        parameters(family.equals(WHOLE), isMixed));
  }

  private static List<Parameter> parameters(boolean isWhole, boolean isMixed) {
    List<Parameter> parameters = new ArrayList<>();
    if (isMixed) {
      parameters.add(OF_USERS);
    }
    if (isWhole) {
      parameters.add(OF_REVIEWS);
    }
    return parameters;
  }

  private static List<String> aliases(String family, Mode mode) {
    List<String> aliases = new ArrayList<>();
    if (mode == Mode.MIXED) {
      aliases.add(family + "_" + mode.suffix());
    }
    if (family.equals(BASIC)) {
      aliases.add("realworld_" + mode.suffix());
      if (mode == Mode.MIXED) {
        aliases.add("realworld");
      }
    }
    return aliases;
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    boolean isBasic = type.startsWith(BASIC);
    String family = isBasic ? BASIC : WHOLE;
    Mode mode = Mode.MIXED;
    for (Mode candidate : Mode.values()) {
      if (type.equals(family + "_" + candidate.suffix())) {
        mode = candidate;
      }
    }
    return new EcommerceWorkload(
        !isBasic,
        mode,
        mode == Mode.MIXED && parameters.flag(SESSIONS),
        isBasic
            ? ReviewEmbeddings.Wanted.OFF
            : ReviewEmbeddings.Wanted.valueOf(
                parameters.text(EMBEDDINGS).toUpperCase(Locale.ROOT)));
  }
}
