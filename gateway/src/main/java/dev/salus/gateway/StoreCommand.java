package dev.salus.gateway;

import picocli.CommandLine.Command;

/** {@code salus store}: looks after a store. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks after a store.",
    subcommands = StoreConflictsCommand.class)
final class StoreCommand {}
