package io.stormdb.pgstats.doctor;

import io.stormdb.pgstats.Observed;
import io.stormdb.pgstats.ServerStatistics;

/**
 * All that was looked at in an examination, before it is judged.
 *
 * @param session what the user may do
 * @param pooler what the pooler in between says that it is
 * @param before what else went on on the server at the beginning
 * @param after the same a moment later
 * @param statistics what the server counted in between, collected as during a load
 * @param roundTrips how long the server takes to answer
 * @param clockSkew how the clocks differ
 * @param client what the client has to work with
 * @param connections how many the load will open
 */
record Visit(
    SessionFacts session,
    Observed<String> pooler,
    Occupation before,
    Occupation after,
    ServerStatistics statistics,
    RoundTrips roundTrips,
    ClockSkew clockSkew,
    ClientFacts client,
    int connections) {}
