package dev.salus.sdk.keys;

import dev.salus.protocol.Base64Url;
import dev.salus.protocol.Digests;
import dev.salus.protocol.FieldReader;
import dev.salus.protocol.Pae;
import dev.salus.protocol.ProtocolViolation;
import dev.salus.sdk.error.KeyFileRefused;
import dev.salus.sdk.error.KeyFileRefused.Reason;
import dev.salus.sdk.transport.Account;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which data owner's key file an account uses: a small file for each account, whose name says
 * neither server nor login, with the data owner's id in it. All calls block: a worker's job.
 */
final class AccountFiles {

  private final OwnerOnlyFiles files;

  AccountFiles(OwnerOnlyFiles files) {
    this.files = files;
  }

  /** The data owners who have a key file in the directory; fails with {@link KeyFileRefused}. */
  Set<String> owners() {
    try {
      return files.names().stream()
          .flatMap(name -> KeptFile.owner(name).stream())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw files.refused("", e);
    }
  }

  /** Whose keys an account uses; fails with {@link KeyFileRefused}. */
  synchronized Optional<String> owner(Account account) {
    String name = name(account);
    try {
      return files.read(name).map(bytes -> owner(name, bytes));
    } catch (IOException e) {
      throw files.refused(name, e);
    }
  }

  private String owner(String name, byte[] bytes) {
    String owner = new String(bytes, StandardCharsets.UTF_8);
    try {
      FieldReader.uuid(owner, name);
      return owner;
    } catch (ProtocolViolation violation) {
      throw files.refused(name, Reason.MALFORMED);
    }
  }

  /** Puts this in the place of what is there. */
  synchronized @Nullable Void bind(Account account, String dataOwner) {
    String name = name(account);
    FieldReader.uuid(dataOwner, "dataOwner");
    try {
      files.makeDirectory();
      files.replace(name, dataOwner.getBytes(StandardCharsets.UTF_8));
      return null;
    } catch (IOException e) {
      throw files.refused(name, e);
    }
  }

  private static String name(Account account) {
    byte[] bytes = Pae.encode("salus/v1/account", account.server(), account.login());
    return Base64Url.encode(Digests.sha256(bytes)) + ".account";
  }
}
