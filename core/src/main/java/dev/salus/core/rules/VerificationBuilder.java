package dev.salus.core.rules;

import dev.salus.api.Verification;
import dev.salus.api.Verification.ExchangeUse;
import dev.salus.api.Verification.SignedMessage;
import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Entity;
import dev.salus.protocol.Grant;
import java.util.ArrayList;
import java.util.List;

/** What the crypto verticle has to confirm of a write (protocol §5, what the server enforces). */
final class VerificationBuilder {

  private final String signer;
  private final List<SignedMessage> signatures = new ArrayList<>();
  private final List<ExchangeUse> exchanges = new ArrayList<>();

  private VerificationBuilder(String signer) {
    this.signer = signer;
  }

  static VerificationBuilder by(String signer) {
    return new VerificationBuilder(signer);
  }

  /** The entity's own signature. */
  VerificationBuilder entity(Entity entity) {
    signatures.add(
        new SignedMessage(
            "signature",
            entity.header().signedBy(),
            Base64Url.encode(entity.signedBytes()),
            entity.signature()));
    return this;
  }

  /** A new grant's signature and the exchanges of its delegations. */
  VerificationBuilder grant(Entity entity, Grant grant, String path) {
    signatures.add(
        new SignedMessage(
            path + ".signature",
            grant.signedBy(),
            Base64Url.encode(
                grant.signedBytes(
                    entity.header().type(), entity.header().id(), entity.header().author())),
            grant.signature()));
    grant
        .delegations()
        .forEach(
            (exchangeId, delegation) ->
                exchange(
                    path + ".delegations." + exchangeId,
                    exchangeId,
                    grant.by(),
                    delegation.delegate()));
    return this;
  }

  /** That an exchange exists between these two. */
  void exchange(String field, String id, String delegator, String delegate) {
    exchanges.add(new ExchangeUse(field, id, delegator, delegate));
  }

  Verification toVerification() {
    return new Verification(signer, signatures, exchanges);
  }
}
