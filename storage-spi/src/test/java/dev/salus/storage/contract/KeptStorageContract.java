package dev.salus.storage.contract;

/** All of the kit, for a store whose data outlives it and that has the data for itself. */
public interface KeptStorageContract extends StorageContract, KeptDataContract {}
