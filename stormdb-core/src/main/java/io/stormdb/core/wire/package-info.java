/**
 * Statements in PostgreSQL's own protocol, version 3, on a connection that the JDBC driver has
 * opened: the part of it that a prepared statement needs whose rows nobody looks at. The driver
 * goes on using the connection whenever nothing is in flight here.
 */
@NullMarked
package io.stormdb.core.wire;

import org.jspecify.annotations.NullMarked;
