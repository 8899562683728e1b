/**
 * Salus for other people's JUnit 5 tests: {@link dev.salus.testkit.SalusTest} and {@link
 * dev.salus.testkit.Owner} give a test a server in memory with people on it, {@link
 * dev.salus.testkit.HostileServer} makes it lie. See {@code docs/testing.md}.
 */
@NullMarked
package dev.salus.testkit;

import org.jspecify.annotations.NullMarked;
