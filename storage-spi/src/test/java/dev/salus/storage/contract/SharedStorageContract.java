package dev.salus.storage.contract;

/** All of the kit, for a store whose data outlives it and is shared by several instances. */
public interface SharedStorageContract extends KeptStorageContract, SharedDataContract {}
