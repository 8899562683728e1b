package dev.salus.sdk.crypto;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.EntityHeader;
import dev.salus.protocol.EntityType;
import dev.salus.protocol.Pae;
import java.security.SecureRandom;

/** Links between a patient and its data (protocol §6). Takes microseconds. */
public final class PatientLinks {

  /** Length of a patient's link secret, bytes. */
  public static final int SECRET_BYTES = 16;

  private PatientLinks() {}

  /** A new link secret, made when a patient is created. */
  public static Secret newSecret(SecureRandom random) {
    return Secret.random(SECRET_BYTES, random);
  }

  /** The base64url link that all entities of one type about one patient carry. */
  public static String link(Secret patientSecret, EntityType type) {
    byte[] info = Pae.encode("salus/v1/link", type.wireName());
    return Base64Url.encode(Kdf.hkdf(patientSecret, info, EntityHeader.LINK_BYTES));
  }
}
