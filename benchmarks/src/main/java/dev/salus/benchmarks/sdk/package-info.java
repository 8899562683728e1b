/** Functions of the SDK beside the primitives that they cannot do without, by JMH. */
@NullMarked
package dev.salus.benchmarks.sdk;

import org.jspecify.annotations.NullMarked;
