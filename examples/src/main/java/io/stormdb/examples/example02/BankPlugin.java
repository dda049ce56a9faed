/*
 * Example 2, first part: the plugin, by which StormDB finds a workload.
 *
 * You learn how to
 *   - name your workload, say what its scale means, and declare its parameters,
 *   - create it from the values of those parameters.
 *
 * The class is named in META-INF/services/io.stormdb.api.WorkloadPlugin. That is all it takes: a
 * jar with these two files and the workload works on any class path that has StormDB on it. With
 * META-INF/stormdb/io.stormdb.examples.example02.BankPlugin.properties it is a plug-in as well, which
 * the command line loads with --plugin.
 */
package io.stormdb.examples.example02;

import io.stormdb.api.Parameter;
import io.stormdb.api.Parameters;
import io.stormdb.api.PluginInfo;
import io.stormdb.api.Workload;
import io.stormdb.api.WorkloadPlugin;
import io.stormdb.api.WorkloadType;
import java.util.List;

/** Brings the workload {@code bank}. */
public final class BankPlugin implements WorkloadPlugin {

  @Override
  public PluginInfo info() {
    return new PluginInfo("bank", "1.0", "Accounts and transfers.", "Ada Examplewright");
  }

  @Override
  public List<WorkloadType> types() {
    return List.of(
        new WorkloadType(
            "bank",
            List.of(),
            "bank",
            "Looks up balances and moves money between accounts.",
            "thousand accounts",
            1,
            1_000_000,
            List.of(
                Parameter.decimal(
                    "transfer_share", 0.1, 0, 1, "", "Share of transactions that move money."))));
  }

  @Override
  public Workload create(String type, Parameters parameters) {
    return new BankWorkload(parameters.decimal("transfer_share"));
  }
}
