/** A workload that is a plug-in of its own; see docs/plugins.md. */
@NullMarked
package com.example.turnstile;

import org.jspecify.annotations.NullMarked;
