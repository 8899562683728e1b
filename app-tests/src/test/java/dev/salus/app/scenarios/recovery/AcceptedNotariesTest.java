package dev.salus.app.scenarios.recovery;

import static dev.salus.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.operation.Operation;
import dev.salus.app.scenarios.stage.Notarial;
import dev.salus.app.scenarios.stage.Person;
import dev.salus.app.scenarios.stage.Scenario;
import dev.salus.app.scenarios.stage.World;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.SetAcceptance;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.sdk.recovery.AppointedNotaries;
import dev.salus.testkit.HostileServer;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Who has taken on a notary set, as the server tells it (protocol §9.4). */
class AcceptedNotariesTest {

  private static final String ACCEPTANCES = "acceptances";

  private final HostileServer server = new HostileServer();

  private static JsonObject acceptances(World world, Person owner, AppointedNotaries set) {
    return await(world.api(owner).notaryAcceptances(set.setId())).getJsonObject(ACCEPTANCES);
  }

  private static NotarySet only(World world, Person owner) {
    JsonObject listed = await(world.api(owner).notarySets(new JsonObject()));
    return NotarySet.parse(listed.getJsonArray("items").getJsonObject(0));
  }

  private static JsonObject signed(OwnerKey by, NotarySet set, String notary) {
    long at = Clock.systemUTC().millis();
    String signature = by.sign(SetAcceptance.signedBytes(set, notary, at));
    return new SetAcceptance(at, by.keyId(), signature).toJson();
  }

  private void notBelieved(Person owner, AppointedNotaries set, Object said) {
    server.replace(Operation.NOTARY_ACCEPTANCES, new JsonObject().put(ACCEPTANCES, said));
    assertThat(await(owner.salus().notaryApi().acceptedBy(set.setId()))).isEmpty();
  }

  @Scenario
  void s44_aServerMayHideThatANotaryTookASetOnAndCannotInventIt(World world) {
    Person patient = world.patient();
    Person owner = world.connect(patient, patient.keys(), server::between);
    Person notary = world.hcp();
    Person idle = world.hcp();
    AppointedNotaries before = Notarial.appoint(owner, 1, List.of(notary));
    Object ofBefore = acceptances(world, owner, before).getValue(notary.id());
    AppointedNotaries set = Notarial.appointOnly(owner, 1, List.of(notary, idle));
    assertThat(await(owner.salus().notaryApi().acceptedBy(set.setId()))).isEmpty();

    await(notary.salus().notaryApi().accept(set.setId(), Notarial.fingerprint(owner)));

    assertThat(await(owner.salus().notaryApi().acceptedBy(set.setId())))
        .containsExactly(notary.id());
    Object honest = acceptances(world, owner, set).getValue(notary.id());
    NotarySet signedSet = only(world, owner);
    OwnerKey planted = KeyRing.generate(idle.id(), Clock.systemUTC(), new SecureRandom()).current();
    notBelieved(owner, set, new JsonObject());
    notBelieved(owner, set, "all of them");
    notBelieved(owner, set, new JsonObject().put(notary.id(), ofBefore));
    notBelieved(owner, set, new JsonObject().put(idle.id(), honest));
    notBelieved(owner, set, new JsonObject().put(idle.id(), signed(planted, signedSet, idle.id())));
  }
}
