package dev.salus.sdk.keys;

/**
 * A notary set that this ring's owner has accepted to serve (protocol §9.4), as it was then.
 *
 * @param owner the data owner whose keys it restores
 * @param signedBy keyId of the owner's card, whose fingerprint was compared
 * @param hash base64url of {@code H(signed bytes)} of the set
 */
public record ServedSet(String owner, String signedBy, String hash) {}
