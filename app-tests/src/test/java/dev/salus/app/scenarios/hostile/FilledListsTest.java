package dev.salus.app.scenarios.hostile;

import static dev.salus.testing.Await.await;
import static dev.salus.testing.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Quota;
import dev.salus.api.QuotaExceeded;
import dev.salus.app.scenarios.stage.Examples;
import dev.salus.app.scenarios.stage.Forger;
import dev.salus.app.scenarios.stage.LocalPremises;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.ScenarioServer;
import dev.salus.app.scenarios.stage.Setting;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.sdk.account.DataOwnerApi;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.device.RotatedKey;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.model.Quotas;
import dev.salus.sdk.transport.ServerApi;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists that somebody fills with what is large, over HTTP (threat T22). */
final class FilledListsTest {

  /** Of 208 kB each: more than a client takes in one answer. */
  private static final int RECORDS = 170;

  private static final int CARDS = 128;

  private final ScenarioServer server = new ScenarioServer(Setting.StoreKind.MEMORY);
  private final World world = new World(new LocalPremises(server, Setting.Wire.HTTP));
  private final Person victim = world.hcp();
  private final Person friend = world.hcp();
  private final Person stranger = world.hcp();
  private final ServerApi strangers = world.api(stranger);
  private final Forger forger = new Forger();

  @AfterEach
  void close() {
    world.close();
    server.close();
  }

  @Test
  void t22_moreRecordsThanFitIntoAnAnswerDoNotKeepAnybodyFromRotating() throws Exception {
    Patient john = await(friend.patients().createOrModifyPatient(Examples.johnSnow()));
    await(friend.patients().giveAccessTo(john, victim.id()));
    allow(Quota.LIVE_CARDS, CARDS);
    allow(Quota.EXCHANGES_OF_PAIR, RECORDS);
    Map<String, String> sealed = sealedToAllCards();
    for (int i = 0; i < RECORDS; i++) {
      await(strangers.createExchange(record(sealed)));
    }

    RotatedKey rotated = victim.salus().deviceApi().rotate(soFar -> {}).await(5, TimeUnit.MINUTES);

    assertThat(rotated.entries().closed()).isEqualTo(RECORDS);
    assertThat(rotated.entries().added()).isPositive();
    assertThat(await(victim.salus().deviceApi().isRotationUnfinished())).isFalse();
    assertThat(await(victim.patients().getPatient(john.id())).note()).isEqualTo(Examples.NOTE);
  }

  @Test
  void t22_withoutAnAdministratorAStrangerGetsNoFurtherThanTheQuotas() {
    OwnerKey own = stranger.keys().current();
    for (int i = 1; i < Quota.LIVE_CARDS.usual(); i++) {
      await(strangers.publishCard(stranger.id(), forger.keyOf(stranger.id()).card().toJson()));
    }
    JsonObject more = forger.keyOf(stranger.id()).card().toJson();
    QuotaExceeded cards = failure(QuotaExceeded.class, strangers.publishCard(stranger.id(), more));
    Map<String, String> sealed = new LinkedHashMap<>();
    sealed.put(own.keyId(), entry());
    sealed.put(victim.keys().current().keyId(), entry());
    for (int i = 0; i < Quota.EXCHANGES_OF_PAIR.usual(); i++) {
      await(strangers.createExchange(record(sealed)));
    }

    QuotaExceeded records = failure(QuotaExceeded.class, strangers.createExchange(record(sealed)));

    assertThat(cards.quota()).isEqualTo(Quota.LIVE_CARDS.wireName());
    assertThat(records.quota()).isEqualTo(Quota.EXCHANGES_OF_PAIR.wireName());
    assertThat(records.limit()).isEqualTo(Quota.EXCHANGES_OF_PAIR.usual());
  }

  /** As an administrator does with the SDK. */
  private void allow(Quota quota, long limit) {
    DataOwnerApi dataOwners = world.admin().dataOwnerApi();
    Quotas before = await(dataOwners.getQuotas(stranger.id()));
    Quotas after = await(dataOwners.setQuotas(stranger.id(), before.with(quota, limit)));
    assertThat(before.of(quota)).isEqualTo(quota.usual());
    assertThat(after.of(quota)).isEqualTo(limit);
  }

  private Map<String, String> sealedToAllCards() {
    Map<String, String> sealed = new LinkedHashMap<>();
    sealed.put(stranger.keys().current().keyId(), entry());
    sealed.put(victim.keys().current().keyId(), entry());
    IntStream.range(1, CARDS)
        .mapToObj(i -> forger.keyOf(stranger.id()).card())
        .forEach(
            card -> {
              await(strangers.publishCard(stranger.id(), card.toJson()));
              sealed.put(card.keyId(), entry());
            });
    return sealed;
  }

  private static String entry() {
    return Base64Url.encode(new byte[ExchangeRecord.SEALED_BYTES]);
  }

  /** A record that is rightly signed, and opens for nobody. */
  private JsonObject record(Map<String, String> sealed) {
    OwnerKey own = stranger.keys().current();
    String id = UUID.randomUUID().toString();
    String commitment = Base64Url.encode(new byte[32]);
    long now = System.currentTimeMillis();
    byte[] message = ExchangeRecord.signedBytes(id, stranger.id(), victim.id(), now, commitment);
    return new ExchangeRecord(
            id,
            stranger.id(),
            victim.id(),
            now,
            commitment,
            own.keyId(),
            own.sign(message),
            sealed,
            Map.of())
        .toJson();
  }
}
