package dev.salus.app.audit;

import picocli.CommandLine.Command;

/** {@code salus audit}: looks at an audit log. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks at the audit log that 'serve --audit FILE' writes.",
    subcommands = AuditVerifyCommand.class)
public final class AuditCommand {}
