package dev.salus.storage.contract;

/** All promises of the SPI that one instance of a store can keep: what every plugin must pass. */
public interface StorageContract
    extends DocumentContract,
        BodyContract,
        ConflictContract,
        HostileTextContract,
        IndexKeyContract,
        RangeContract,
        PagingContract,
        CursorContract,
        ChangeContract,
        SubscriptionContract,
        RacingWritersContract,
        ConcurrentUseContract,
        CallerContextContract,
        MisuseContract,
        CloseContract {}
