package dev.salus.app.server;

import picocli.CommandLine.Command;

/** {@code salus store}: looks after a store. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks after a store.",
    subcommands = StoreConflictsCommand.class)
public final class StoreCommand {}
