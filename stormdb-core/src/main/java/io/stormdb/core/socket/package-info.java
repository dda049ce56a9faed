/**
 * Sockets for the PostgreSQL driver over NIO channels, by TCP or through the Unix-domain socket of
 * a server. Only the factory is public, because the driver constructs it by name. What it makes is
 * meant for that driver: one thread reads, one thread writes, and any thread may close.
 */
@NullMarked
package io.stormdb.core.socket;

import org.jspecify.annotations.NullMarked;
