/**
 * From flags, environment and a YAML file to what is to be run and where: see {@link
 * io.stormdb.core.config.Configuration}.
 *
 * <p>Nothing is guessed and nothing is ignored: what nobody understands is reported, everything at
 * once, each with the place where it was written. No password is in any message or text of this
 * package.
 *
 * <p>Not in this package: the command line itself, and starting an embedded server.
 */
@NullMarked
package io.stormdb.core.config;

import org.jspecify.annotations.NullMarked;
