/**
 * What a server's facts and figures mean for a measurement: {@link
 * io.stormdb.pgstats.doctor.Doctor} examines a server before a load, {@link
 * io.stormdb.pgstats.doctor.Advice} judges what was collected during one.
 *
 * <p>Each {@link io.stormdb.pgstats.doctor.Finding} has the number that was measured, and says what
 * to do and where to read on. What could not be measured is a finding too, never a guess.
 *
 * <p>Not in this package: any change of the server, and any load on it beyond some short queries.
 */
@NullMarked
package io.stormdb.pgstats.doctor;

import org.jspecify.annotations.NullMarked;
