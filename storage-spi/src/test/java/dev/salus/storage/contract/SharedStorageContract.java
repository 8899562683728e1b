package dev.salus.storage.contract;

/** All of the kit, for a store whose data several instances share or that outlives them. */
public interface SharedStorageContract extends StorageContract, SharedDataContract {}
