package dev.salus.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking. Made by the gateway from a verified token, or by an application that embeds the
 * verticles; everyone on the event bus is trusted for it.
 *
 * @param user the user's id
 * @param dataOwner the data owner that the user acts for; null if it has none
 * @param roles the user's roles
 * @param session the log-in session; null where there is none (embedded use)
 * @param resets how often an administrator set the user's password
 * @param lacksSecondFactor whether it can do nothing yet but set up the second factor that its role
 *     needs; it has no role and no data owner until then
 */
public record Caller(
    String user,
    @Nullable String dataOwner,
    Set<String> roles,
    @Nullable String session,
    long resets,
    boolean lacksSecondFactor) {

  /** The role that administers users and may read any entity as stored. */
  public static final String ADMIN = "admin";

  private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /** Whether a role may be called so: at most 32 of a-z, 0-9 and -, beginning with a letter. */
  public static boolean isRole(String name) {
    return ROLE.matcher(name).matches();
  }

  /** Copies the roles. */
  public Caller {
    roles = Set.copyOf(roles);
  }

  /** A caller whose password no administrator has set. */
  public Caller(
      String user, @Nullable String dataOwner, Set<String> roles, @Nullable String session) {
    this(user, dataOwner, roles, session, 0);
  }

  /** A caller that may do what its roles say. */
  public Caller(
      String user,
      @Nullable String dataOwner,
      Set<String> roles,
      @Nullable String session,
      long resets) {
    this(user, dataOwner, roles, session, resets, false);
  }

  /** A caller that can do nothing yet but set up its second factor. */
  public static Caller withoutSecondFactor(String user, @Nullable String session) {
    return new Caller(user, null, Set.of(), session, 0, true);
  }

  /** A caller of an embedding application that acts for a data owner, without roles. */
  public static Caller ofDataOwner(String user, String dataOwner) {
    return new Caller(user, dataOwner, Set.of(), null);
  }

  /**
   * Who it is where keys are concerned: another after each time that an administrator set the
   * password, and so could have logged in as this user.
   */
  public String publisher() {
    return resets == 0 ? user : user + "#" + resets;
  }

  /** Whether this is an administrator. */
  public boolean isAdmin() {
    return roles.contains(ADMIN);
  }

  /** The same, in no session. */
  public Caller withoutSession() {
    return new Caller(user, dataOwner, roles, null, resets, lacksSecondFactor);
  }

  /** Whether the caller acts for this data owner. */
  public boolean actsFor(String owner) {
    return owner.equals(dataOwner);
  }

  /**
   * The data owner that the caller acts for.
   *
   * @throws Forbidden if it has none
   */
  public String requireDataOwner() {
    if (dataOwner == null) {
      throw new Forbidden("this user has no data owner to act for");
    }
    return dataOwner;
  }

  /**
   * Refuses anybody but administrators.
   *
   * @throws Forbidden if the caller is none
   */
  public void requireAdmin() {
    if (!isAdmin()) {
      throw new Forbidden("this needs an administrator");
    }
  }

  /**
   * Refuses whoever has to set up a second factor first.
   *
   * @throws SecondFactorRequired if the caller has
   */
  public void requireSecondFactor() {
    if (lacksSecondFactor) {
      throw secondFactorRequired();
    }
  }

  /** What a caller is told who has to set up a second factor first. */
  public SecondFactorRequired secondFactorRequired() {
    return new SecondFactorRequired(
        SecondFactorRequired.Reason.NOT_SET_UP,
        "a role of this user needs a second factor: set one up first, with POST"
            + " /users/me/second-factor or 'salus second-factor on'");
  }

  /** The form on the event bus. */
  public static JsonObject toJson(Caller caller) {
    return new JsonObject()
        .put("user", caller.user)
        .put("dataOwner", caller.dataOwner)
        .put("roles", new JsonArray(List.copyOf(new TreeSet<>(caller.roles))))
        .put("session", caller.session)
        .put("resets", caller.resets)
        .put("lacksSecondFactor", caller.lacksSecondFactor);
  }

  /** Reads the form on the event bus. */
  public static Caller fromJson(JsonObject json) {
    Set<String> roles = new TreeSet<>();
    json.getJsonArray("roles").forEach(role -> roles.add((String) role));
    return new Caller(
        json.getString("user"),
        json.getString("dataOwner"),
        roles,
        json.getString("session"),
        json.getLong("resets"),
        json.getBoolean("lacksSecondFactor"));
  }
}
