package dev.salus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is read back equal, also through the text that travels. */
class WireRoundTripTest {

  @Provide
  Arbitrary<KeyCard> cards() {
    return WireArbitraries.cards();
  }

  @Provide
  Arbitrary<ExchangeRecord> exchanges() {
    return WireArbitraries.exchanges();
  }

  @Provide
  Arbitrary<AutoSharePolicy> policies() {
    return WireArbitraries.policies();
  }

  @Provide
  Arbitrary<Entity> entities() {
    return WireArbitraries.entities();
  }

  @Provide
  Arbitrary<NotarySet> notarySets() {
    return WireArbitraries.notarySets();
  }

  @Provide
  Arbitrary<ShareReturn> shareReturns() {
    return WireArbitraries.shareReturns();
  }

  private static JsonObject travelled(JsonObject json) {
    return StrictJson.parse(json.toBuffer().getBytes());
  }

  @Property(tries = 100)
  void cardComesBack(@ForAll("cards") KeyCard card) {
    assertThat(KeyCard.parse(travelled(card.toJson()))).isEqualTo(card);
  }

  @Property(tries = 100)
  void exchangeComesBack(@ForAll("exchanges") ExchangeRecord record) {
    assertThat(ExchangeRecord.parse(travelled(record.toJson()))).isEqualTo(record);
  }

  @Property(tries = 200)
  void policyComesBack(@ForAll("policies") AutoSharePolicy policy) {
    AutoSharePolicy read = AutoSharePolicy.parse(travelled(policy.toJson()), "policy");
    assertThat(read).isEqualTo(policy);
    assertThat(read.signedBytes()).isEqualTo(policy.signedBytes());
  }

  @Property(tries = 300)
  void entityComesBack(@ForAll("entities") Entity entity) {
    Entity read = Entity.parse(travelled(entity.toJson()));
    assertThat(read).isEqualTo(entity);
    assertThat(read.signedBytes()).isEqualTo(entity.signedBytes());
  }

  @Property(tries = 100)
  void notarySetComesBack(@ForAll("notarySets") NotarySet set) {
    NotarySet read = NotarySet.parse(travelled(set.toJson()));
    assertThat(read).isEqualTo(set);
    assertThat(read.signedBytes()).isEqualTo(set.signedBytes());
  }

  @Property(tries = 100)
  void shareReturnComesBack(@ForAll("shareReturns") ShareReturn returned) {
    assertThat(ShareReturn.parse(travelled(returned.toJson()))).isEqualTo(returned);
  }

  /** The order of what the protocol calls sorted has no influence on what is signed. */
  @Property(tries = 100)
  void signedBytesDoNotDependOnOrder(@ForAll("policies") AutoSharePolicy policy) {
    List<String> reversed = new ArrayList<>(policy.all());
    Collections.reverse(reversed);
    AutoSharePolicy other =
        new AutoSharePolicy(
            policy.owner(),
            policy.version(),
            policy.updatedAt(),
            reversed,
            policy.medicalInformation(),
            policy.administrativeInformation(),
            policy.signedBy(),
            policy.signature());
    assertThat(other.signedBytes()).isEqualTo(policy.signedBytes());
  }
}
