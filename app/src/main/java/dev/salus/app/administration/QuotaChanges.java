package dev.salus.app.administration;

import dev.salus.api.Quota;
import dev.salus.app.dialogue.Dialogue;
import dev.salus.sdk.model.Quotas;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is to become of the quotas of a data owner, which are shown afterwards. */
final class QuotaChanges {

  private static final String SET = "--set";
  private static final String USUAL = "default";
  private static final Pattern LIMIT = Pattern.compile("([0-9]{1,15})([KMGT]iB)?");

  @Option(
      names = SET,
      paramLabel = "QUOTA=LIMIT",
      converter = QuotaName.class,
      hideParamSyntax = true,
      description =
          "Raises one, such as entityBytes=8GiB or invitations=500; "
              + USUAL
              + " takes that back. May be given more than once.")
  private Map<Quota, String> limits = new EnumMap<>(Quota.class);

  @Option(names = "--" + USUAL, description = "Takes back all that was raised, before --set.")
  private boolean usual;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** Makes the changes, if there are any, and shows what holds then. */
  void make(
      String dataOwner,
      AdministrationCommand command,
      Administration administration,
      Dialogue dialogue)
      throws TimeoutException {
    Map<Quota, Long> wanted = wanted();
    Quotas holds = administration.get(administration.dataOwners().getQuotas(dataOwner));
    if (usual || !wanted.isEmpty()) {
      Quotas changed = usual ? new Quotas(Map.of(), holds.rev()) : holds;
      for (Map.Entry<Quota, Long> each : wanted.entrySet()) {
        changed = changed.with(each.getKey(), each.getValue());
      }
      holds = administration.get(administration.dataOwners().setQuotas(dataOwner, changed));
    }
    show(dataOwner, holds, command, dialogue);
  }

  private Map<Quota, Long> wanted() {
    Map<Quota, Long> wanted = new EnumMap<>(Quota.class);
    limits.forEach((quota, limit) -> wanted.put(quota, limit(quota, limit)));
    return wanted;
  }

  private long limit(Quota quota, String text) {
    Matcher limit = LIMIT.matcher(text);
    if (text.equals(USUAL)) {
      return quota.usual();
    }
    if (limit.matches()) {
      long number = Long.parseLong(limit.group(1));
      long most = quota.highest() / unit(limit.group(2));
      if (number <= most && number * unit(limit.group(2)) >= quota.usual()) {
        return number * unit(limit.group(2));
      }
    }
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        SET
            + ": "
            + quota.wireName()
            + " is a number from "
            + quota.usual()
            + " to "
            + quota.highest()
            + " (also as 8GiB), or "
            + USUAL);
  }

  private static long unit(@Nullable String name) {
    return name == null ? 1 : 1L << (10 * (1 + "KMGT".indexOf(name.charAt(0))));
  }

  private static void show(
      String dataOwner, Quotas holds, AdministrationCommand command, Dialogue dialogue) {
    if (command.isJson()) {
      JsonObject quotas = new JsonObject();
      for (Quota quota : Quota.values()) {
        quotas.put(quota.wireName(), holds.of(quota));
      }
      JsonObject all = new JsonObject().put("dataOwner", dataOwner).put("quotas", quotas);
      dialogue.sayUnbroken(all.encode());
      return;
    }
    for (Quota quota : Quota.values()) {
      long limit = holds.of(quota);
      String raised = limit == quota.usual() ? "" : ", raised from " + quota.usual();
      dialogue.say(quota.wireName() + ": " + limit + raised);
    }
  }
}
