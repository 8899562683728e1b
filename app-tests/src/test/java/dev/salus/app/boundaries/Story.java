package dev.salus.app.boundaries;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Caller;
import dev.salus.api.Conflict;
import dev.salus.api.Forbidden;
import dev.salus.api.NotFound;
import dev.salus.api.Unauthenticated;
import dev.salus.protocol.Base64Url;
import dev.salus.sdk.Salus;
import dev.salus.sdk.SalusOptions;
import dev.salus.sdk.account.InvitationCode;
import dev.salus.sdk.account.Invitations;
import dev.salus.sdk.account.User;
import dev.salus.sdk.entity.Access;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.BatchResult;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.model.DataOwner;
import dev.salus.sdk.model.DataSample;
import dev.salus.sdk.model.EncryptedFields;
import dev.salus.sdk.model.HealthcareElement;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.sharing.SharingKind;
import dev.salus.sdk.transport.BusTransport;
import dev.salus.sdk.transport.HttpTransport;
import dev.salus.sdk.transport.ServerApi;
import dev.salus.sdk.transport.Transport;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What people do with the product, and what goes wrong for them: they are told no, are too late,
 * mistype a password. Over HTTP, but for one of them, who is embedded and uses the bus.
 */
final class Story {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final WatchedServer server;
  private final Plaintexts plaintexts = new Plaintexts();
  private final List<KeyRing> rings = new ArrayList<>();
  private final List<String> passwords = new ArrayList<>();
  private final List<String> invitationTokens = new ArrayList<>();
  private final Salus admin;
  private final Someone writer;
  private final Someone delegate;
  private final Someone relative;
  private final Someone stranger;

  private record Someone(String id, String login, String password, Salus salus) {}

  Story(WatchedServer server) {
    this.server = server;
    this.admin = connect(http(WatchedServer.ADMIN_LOGIN, WatchedServer.ADMIN_PASSWORD), null);
    this.writer = join(DataOwner.Type.HCP, false);
    this.delegate = join(DataOwner.Type.HCP, true);
    this.relative = join(DataOwner.Type.PATIENT, false);
    this.stranger = join(DataOwner.Type.DEVICE, false);
  }

  Plaintexts plaintexts() {
    return plaintexts;
  }

  List<KeyRing> rings() {
    return rings;
  }

  /** Every password that was ever set, or tried in vain. */
  List<String> passwords() {
    return passwords;
  }

  /** The token of every invitation that was made. */
  List<String> invitationTokens() {
    return invitationTokens;
  }

  void happens() {
    await(
        writer
            .salus()
            .userApi()
            .shareAllFutureDataWith(
                SharingKind.MEDICAL_INFORMATION, List.of(delegate.id(), keyless())));
    Patient patient =
        await(writer.salus().patientApi().createOrModifyPatient(plaintexts.patient()));
    Patient shared = await(writer.salus().patientApi().giveAccessTo(patient, relative.id()));
    becomesAUser(shared);
    DataSample sample = samples(patient.id());
    elements(patient.id());
    reads(patient.id(), sample.id());
    refusals(patient, shared, sample);
    await(writer.salus().dataSampleApi().deleteDataSample(sample.id()));
    leave();
  }

  /** The patient is invited, accepts, and is known to the inviter from then on. */
  private void becomesAUser(Patient patient) {
    InvitationCode code = await(writer.salus().patientApi().inviteUser(patient));
    invitationTokens.add(tokenOf(code));
    KeyRing ring = KeyRing.generate(code.dataOwner(), Clock.systemUTC(), RANDOM);
    rings.add(ring);
    await(
        Invitations.accept(
            body -> HttpTransport.acceptInvitation(server.vertx(), server.address(), body),
            code,
            "login-" + UUID.randomUUID(),
            password("of the invited"),
            ring));
    assertThat(await(writer.salus().patientApi().confirmInvitation(code)))
        .contains(code.dataOwner());
  }

  /** The first of the three parts, which the server gave out. */
  private static String tokenOf(InvitationCode code) {
    byte[] parts = Base64Url.decode(code.reveal(), "code");
    return Base64Url.encode(Arrays.copyOf(parts, parts.length / 3));
  }

  /** Creates, changes and shares; the one that came of it. */
  private DataSample samples(String patientId) {
    DataSample created =
        await(
            writer
                .salus()
                .dataSampleApi()
                .createOrModifyDataSampleFor(patientId, plaintexts.sample()));
    await(
            writer
                .salus()
                .dataSampleApi()
                .createOrModifyDataSamplesFor(
                    patientId, List.of(plaintexts.sample(), plaintexts.sample())))
        .forEach(BatchResult::orThrow);
    DataSample changed =
        await(
            delegate
                .salus()
                .dataSampleApi()
                .createOrModifyDataSampleFor(
                    patientId,
                    created.toBuilder().comment(plaintexts.secret("changed comment")).build()));
    return await(
        delegate.salus().dataSampleApi().giveAccessTo(changed, relative.id(), Access.READ));
  }

  private void elements(String patientId) {
    HealthcareElement created =
        await(
            delegate
                .salus()
                .healthcareElementApi()
                .createOrModifyHealthcareElement(plaintexts.element(), patientId));
    await(delegate.salus().healthcareElementApi().giveAccessTo(created, relative.id()));
  }

  private void reads(String patientId, String sampleId) {
    EntityFilter published =
        EntityFilter.tagged(Plaintexts.PUBLISHED_TYPE, Plaintexts.PUBLISHED_CODE);
    for (Someone reader : List.of(writer, delegate, relative)) {
      await(reader.salus().patientApi().getPatient(patientId));
      await(reader.salus().dataSampleApi().getDataSample(sampleId));
      await(reader.salus().dataSampleApi().getDataSamplesForPatient(patientId));
      await(reader.salus().dataSampleApi().getDataSamples(published));
      await(reader.salus().userApi().getLoggedUser());
    }
    await(admin.patientApi().getAndTryDecrypt(patientId));
  }

  private void refusals(Patient stale, Patient patient, DataSample sample) {
    failure(
        Conflict.class,
        writer
            .salus()
            .patientApi()
            .createOrModifyPatient(stale.toBuilder().note(plaintexts.secret("too late")).build()));
    Patient taken = plaintexts.patient().toBuilder().id(patient.id()).build();
    failure(Conflict.class, writer.salus().patientApi().createOrModifyPatient(taken));
    failure(
        Forbidden.class,
        relative
            .salus()
            .dataSampleApi()
            .createOrModifyDataSampleFor(
                patient.id(), sample.toBuilder().comment(plaintexts.secret("only READ")).build()));
    failure(NotFound.class, stranger.salus().patientApi().getPatient(patient.id()));
    failure(
        NotFound.class,
        writer.salus().patientApi().giveAccessTo(patient, UUID.randomUUID().toString()));
    Transport mistyped = http(writer.login(), password("mistyped"));
    failure(Unauthenticated.class, new ServerApi(mistyped).me());
    await(mistyped.close());
  }

  /** The session that changed the password stays, the others log in again. */
  private void leave() {
    String changed = password("changed");
    await(writer.salus().userApi().changePassword(writer.password(), changed));
    await(connect(http(writer.login(), changed), null).close());
    refresh(writer.login(), changed);
    for (Someone each : List.of(writer, delegate, relative, stranger)) {
      await(each.salus().close());
    }
    await(admin.close());
  }

  /** As a client does whose access token has expired. */
  private void refresh(String login, String password) {
    WebClient web = WebClient.create(server.vertx());
    JsonObject session =
        post(web, "login", new JsonObject().put("login", login).put("password", password));
    JsonObject renewed =
        post(
            web,
            "refresh",
            new JsonObject().put("refreshToken", session.getString("refreshToken")));
    assertThat(renewed.getString("accessToken")).isNotEqualTo(session.getString("accessToken"));
    web.close();
  }

  private JsonObject post(WebClient web, String route, JsonObject body) {
    String url = server.address() + "/api/v1/auth/" + route;
    return await(web.postAbs(url).sendJsonObject(body)).bodyAsJsonObject();
  }

  /** A data owner without keys: sharing with it is skipped, and logged. */
  private String keyless() {
    return await(admin.dataOwnerApi().createDataOwner(DataOwner.Type.HCP, "keyless")).id();
  }

  private Someone join(DataOwner.Type type, boolean embedded) {
    String name = type == DataOwner.Type.PATIENT ? null : "public name of a " + type.wireName();
    String owner = await(admin.dataOwnerApi().createDataOwner(type, name)).id();
    String login = "login-" + UUID.randomUUID();
    String password = password("first");
    User user = await(admin.userApi().createUser(login, password, List.of(), owner));
    KeyRing ring = KeyRing.generate(owner, Clock.systemUTC(), RANDOM);
    rings.add(ring);
    Transport transport =
        embedded
            ? new BusTransport(server.vertx(), new Caller(user.id(), owner, Set.of(), null))
            : http(login, password);
    return new Someone(owner, login, password, connect(transport, ring));
  }

  private Salus connect(Transport transport, KeyRing ring) {
    SalusOptions options =
        SalusOptions.of(transport)
            .withEncryptedFields(EncryptedFields.publishing(Plaintexts.PUBLISHED_TYPE));
    SalusOptions keyed = ring == null ? options : options.withKeyRing(ring);
    return await(Salus.connect(server.vertx(), keyed));
  }

  private Transport http(String login, String password) {
    return new HttpTransport(server.vertx(), server.address(), login, password);
  }

  private String password(String which) {
    String password = which + " pässword/\"" + UUID.randomUUID() + "\"";
    passwords.add(password);
    return password;
  }
}
