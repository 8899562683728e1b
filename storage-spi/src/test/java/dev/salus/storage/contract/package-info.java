/**
 * The contract kit: every promise of the storage SPI as a test.
 *
 * <p>Whoever writes a store plugin adds this module's test-jar and the test libraries of its parent
 * ({@code junit-jupiter}, {@code assertj-core}, {@code jqwik}) to the plugin's tests and writes two
 * classes:
 *
 * <pre>{@code
 * class MyStoreContractTest implements StorageContract {
 *   public TestBackend newBackend() {
 *     return (vertx, collections) -> new MyProvider().open(vertx, options, collections);
 *   }
 * }
 *
 * class MyStoreModelTest extends StorageModelProperties {
 *   protected TestBackend newBackend() { ... }
 * }
 * }</pre>
 *
 * <p>A store whose data outlives an instance implements {@link
 * dev.salus.storage.contract.KeptDataContract} too, and one that several instances share at once
 * {@link dev.salus.storage.contract.SharedDataContract}. A slow store makes {@link
 * dev.salus.storage.contract.Scale} smaller, but keeps every test.
 */
@NullMarked
package dev.salus.storage.contract;

import org.jspecify.annotations.NullMarked;
