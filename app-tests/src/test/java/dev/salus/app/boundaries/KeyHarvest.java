package dev.salus.app.boundaries;

import dev.salus.app.boundaries.needles.Needle;
import dev.salus.protocol.Delegation;
import dev.salus.protocol.Entity;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.ExchangeRecord;
import dev.salus.protocol.Grant;
import dev.salus.protocol.NotarySet;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.crypto.AeadBox;
import dev.salus.sdk.crypto.ContentBox;
import dev.salus.sdk.crypto.CryptoFailure;
import dev.salus.sdk.crypto.DelegationPlace;
import dev.salus.sdk.crypto.EntityKey;
import dev.salus.sdk.crypto.ExchangeKey;
import dev.salus.sdk.crypto.NotaryShare;
import dev.salus.sdk.crypto.OwnerKey;
import dev.salus.sdk.crypto.Secret;
import dev.salus.sdk.crypto.SecretShares;
import dev.salus.sdk.crypto.Wraps;
import dev.salus.sdk.keys.KeyRing;
import dev.salus.storage.Document;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Every secret there is behind what a server stores or is sent, had with the private keys of those
 * whose it is: their seeds, exchange keys and wrap keys, entity keys, link secrets, shares of
 * recovery keys. The contents too, which shows that the ciphertext is that of the plaintext that is
 * looked for.
 */
final class KeyHarvest {

  private final Wraps wraps = new Wraps(new AeadBox(new SecureRandom()));
  private final ContentBox box = new ContentBox(new AeadBox(new SecureRandom()));
  private final Map<String, OwnerKey> ownerKeys = new HashMap<>();
  private final Map<String, List<ExchangeKey>> exchanges = new HashMap<>();
  private final Map<String, Map<String, EntityKey>> entityKeys = new HashMap<>();
  private final Set<String> opened = new HashSet<>();
  private final Map<String, String> contents = new LinkedHashMap<>();
  private final Map<String, Needle> secrets = new LinkedHashMap<>();

  /** With the keys of these rings. */
  KeyHarvest(Collection<KeyRing> rings) {
    rings.forEach(ring -> ring.keys().forEach(this::take));
  }

  /** Takes everything that a server stores. */
  void takeAll(Map<String, List<Document>> stored) {
    stored
        .get("exchanges")
        .forEach(each -> take(ExchangeRecord.parse(each.body().getJsonObject("record"))));
    take(
        stored.get("entities").stream()
            .map(document -> document.body().getJsonObject("entity"))
            .filter(Objects::nonNull)
            .map(Entity::parse)
            .toList());
  }

  /** All that must be nowhere. */
  List<Needle> secrets() {
    return List.copyOf(secrets.values());
  }

  /** How many exchanges were opened. */
  int exchanges() {
    return exchanges.size();
  }

  /** The contents of all entities in all their versions, decrypted. */
  List<String> contents() {
    return List.copyOf(contents.values());
  }

  /**
   * Which of these no key at hand opens, {@code what id}, of people with a key ring: there are
   * attackers without, who send noise where ciphertext should be.
   */
  Set<String> unopened(Collection<ExchangeRecord> records, Collection<Entity> entities) {
    Set<String> unopened = new TreeSet<>();
    Set<String> people =
        ownerKeys.values().stream().map(OwnerKey::owner).collect(Collectors.toSet());
    records.stream()
        .filter(record -> people.contains(record.delegator()))
        .filter(record -> !exchanges.containsKey(record.id()))
        .forEach(record -> unopened.add("record " + record.id()));
    entities.stream()
        .filter(entity -> people.contains(entity.header().author()))
        .filter(entity -> !contents.containsKey(entity.content()))
        .forEach(entity -> unopened.add("entity " + entity.header().id()));
    return unopened;
  }

  private void take(OwnerKey key) {
    ownerKeys.put(key.keyId(), key);
    add("X-Wing seed of " + key.owner(), key.kemSeed());
    add("Ed25519 seed of " + key.owner(), key.signSeed());
  }

  /** Takes the exchange key of a record and what is derived of it. */
  void take(ExchangeRecord record) {
    record.sealed().keySet().stream()
        .filter(ownerKeys::containsKey)
        .flatMap(id -> attempt(() -> ExchangeKey.open(record, ownerKeys.get(id))).stream())
        .findFirst()
        .ifPresent(this::take);
  }

  private void take(ExchangeKey key) {
    exchanges.computeIfAbsent(key.exchangeId(), id -> new ArrayList<>()).add(key);
    add("exchange key " + key.exchangeId(), key.secret());
    add("wrap key " + key.exchangeId(), key.wrapKey());
  }

  /** Takes the shares of a set of notaries, and what they are shares of. */
  void takeNotarySet(JsonObject made) {
    NotarySet set = NotarySet.parse(made.getJsonObject("set"));
    List<Secret> shares = new ArrayList<>();
    for (String notary : set.notaries()) {
      Object sealed = made.getJsonObject("shares").getValue(notary);
      ownerKeys.values().stream()
          .filter(key -> key.owner().equals(notary))
          .flatMap(key -> share(set, key, entry(sealed, key.keyId())).stream())
          .findFirst()
          .ifPresent(shares::add);
    }
    shares.forEach(share -> add("notary share of " + set.owner(), share));
    if (shares.size() >= set.k()) {
      add("recovery key of " + set.owner(), SecretShares.combine(shares.subList(0, set.k())));
    }
  }

  /** One for each card of the notary, or one for all. */
  private static String entry(Object sealed, String keyId) {
    return sealed instanceof JsonObject byCard
        ? byCard.getString(keyId, "")
        : String.valueOf(sealed);
  }

  private static Optional<Secret> share(NotarySet set, OwnerKey notary, String sealed) {
    return attempt(() -> NotaryShare.open(set, notary, sealed)).map(NotaryShare::secret);
  }

  /** Takes the keys of entities and their contents; after the records. */
  void take(Collection<Entity> entities) {
    for (Entity entity : entities) {
      for (Grant grant : entity.grants()) {
        grant.delegations().forEach((id, one) -> open(entity.header(), grant, id, one));
      }
    }
    entities.forEach(this::takeContent);
  }

  private void takeContent(Entity entity) {
    EntityHeader header = entity.header();
    EntityKey key = entityKeys.getOrDefault(header.id(), Map.of()).get(header.keyCommitment());
    Optional<byte[]> content =
        key == null || contents.containsKey(entity.content())
            ? Optional.empty()
            : attempt(() -> box.open(key, entity.content(), header.type(), header.id()));
    content.ifPresent(
        bytes -> contents.put(entity.content(), new String(bytes, StandardCharsets.UTF_8)));
  }

  private void open(EntityHeader header, Grant grant, String exchangeId, Delegation delegation) {
    if (delegation.wrapped() != null && opened.add(delegation.wrapped())) {
      String wrapper = delegation.wrapExchange() == null ? exchangeId : delegation.wrapExchange();
      for (ExchangeKey each : exchanges.getOrDefault(wrapper, List.of())) {
        attempt(
                () ->
                    wraps.unwrap(
                        delegation.wrapped(),
                        each.wrapKey(),
                        DelegationPlace.of(header, exchangeId, grant),
                        header.keyGeneration()))
            .ifPresent(wrapped -> take(header.id(), wrapped.key()));
      }
    }
    if (delegation.link() != null && opened.add(delegation.link())) {
      for (ExchangeKey each : exchanges.getOrDefault(exchangeId, List.of())) {
        attempt(
                () ->
                    wraps.unwrapLink(
                        delegation.link(),
                        each.wrapKey(),
                        DelegationPlace.of(header, exchangeId, grant)))
            .map(link -> link.secret())
            .ifPresent(secret -> add("link secret of " + header.id(), secret));
      }
    }
  }

  private void take(String entity, EntityKey key) {
    entityKeys.computeIfAbsent(entity, id -> new HashMap<>()).put(key.commitment(), key);
    add("entity key of " + entity, key.secret());
  }

  private void add(String name, Secret secret) {
    byte[] bytes = secret.revealBytes();
    secrets.computeIfAbsent(
        Base64.getEncoder().encodeToString(bytes), same -> Needle.bytes(name, bytes));
  }

  /** Empty if it is not what it should be: attackers send junk. */
  private static <T> Optional<T> attempt(Supplier<T> open) {
    try {
      return Optional.of(open.get());
    } catch (CryptoFailure | ProtocolViolation junk) {
      return Optional.empty();
    }
  }
}
