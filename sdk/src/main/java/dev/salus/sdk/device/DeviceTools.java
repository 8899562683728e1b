package dev.salus.sdk.device;

import dev.salus.sdk.sharing.ExchangeEntries;
import dev.salus.sdk.sharing.UnusedExchanges;
import dev.salus.sdk.trust.OwnerKeys;

/**
 * What the keys of a data owner's devices are managed with.
 *
 * @param keys the keys of this device
 * @param cards what the server lists of all devices
 * @param entries opens exchange records to another key
 * @param unused deletes exchange records that are not needed any more
 */
public record DeviceTools(
    OwnerKeys keys, OwnCards cards, ExchangeEntries entries, UnusedExchanges unused) {}
