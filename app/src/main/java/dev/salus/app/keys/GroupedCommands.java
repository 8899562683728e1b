package dev.salus.app.keys;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The commands of {@code salus keys} by the situation that a person is in, with those of commands
 * below: nobody finds "give-back" in a list of all who does not know what it is.
 */
final class GroupedCommands implements IHelpSectionRenderer {

  private static final int INDENT = 2;
  private static final int GAP = 2;

  /** A command in brackets, which is in the list itself and would be broken between words. */
  private static final Pattern ASIDE = Pattern.compile(" \\('salus [^)]*'\\)");

  /**
   * What helps in a situation.
   *
   * @param commands as typed after {@code salus keys}, in the order in which they are of use
   */
  record Group(String situation, List<String> commands) {

    Group {
      commands = List.copyOf(commands);
    }
  }

  static final List<Group> GROUPS =
      List.of(
          new Group(
              "The first time",
              List.of("init", "backup", "fingerprint", "verify", "notaries appoint")),
          new Group(
              "Your machine was stolen, or your keys are lost",
              List.of(
                  "init",
                  "restore",
                  "devices let-in",
                  "notaries ask",
                  "notaries restore",
                  "ask-back",
                  "take-back",
                  "devices rotate",
                  "devices retire")),
          new Group(
              "Somebody asks you",
              List.of(
                  "verify",
                  "give-back",
                  "notaries accept",
                  "notaries pending",
                  "notaries approve")),
          new Group("Another machine of yours", List.of("hand-over", "devices let-in")),
          new Group(
              "Every day",
              List.of("status", "people", "name", "devices list", "notaries list", "passphrase")));

  private GroupedCommands() {}

  /** Has the help of a command list those below it so. */
  static CommandLine in(CommandLine command) {
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new GroupedCommands());
    command.getCommandSpec().usageMessage().commandListHeading("");
    return command;
  }

  @Override
  public String render(Help help) {
    StringBuilder text = new StringBuilder();
    for (Group group : GROUPS) {
      text.append('\n').append(group.situation()).append(":\n").append(table(help, group));
    }
    return text.toString();
  }

  private static TextTable table(Help help, Group group) {
    int longest =
        GROUPS.stream()
            .flatMap(each -> each.commands().stream())
            .mapToInt(String::length)
            .max()
            .orElse(0);
    int first = INDENT + longest + GAP;
    int width = help.commandSpec().usageMessage().width();
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(first, INDENT, Column.Overflow.SPAN),
            new Column(width - first, 0, Column.Overflow.WRAP));
    for (String command : group.commands()) {
      CommandLine named = find(help.commandSpec().commandLine(), command);
      String description = named.getCommandSpec().usageMessage().description()[0];
      table.addRowValues(
          help.colorScheme().commandText(command),
          help.colorScheme().text(ASIDE.matcher(description).replaceAll("")));
    }
    return table;
  }

  private static CommandLine find(CommandLine root, String command) {
    CommandLine found = root;
    for (String name : command.split(" ", -1)) {
      found = Objects.requireNonNull(found.getSubcommands().get(name), command);
    }
    return found;
  }
}
