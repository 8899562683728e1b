package dev.salus.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.salus.storage.contract.HostileText;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentTest {

  private static final JsonObject BODY = new JsonObject();

  @Test
  void id_mayBeAnyUnicode() {
    for (String id : HostileText.ALL) {
      assertThat(Document.create(id, BODY).id()).isEqualTo(id);
    }
  }

  @Test
  void id_mayNotBeEmptyTooLongOrHaveLoneSurrogates() {
    String tooLong = "x".repeat(Document.MAX_ID_CHARS + 1);
    for (String id : List.of("", tooLong, "\ud83d", "a\udc89", "\udc89\ud83d")) {
      assertThatThrownBy(() -> Document.create(id, BODY))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void storedRev_isThatOfAStoredDocumentOnly() {
    assertThat(new Document("a", "1-a", BODY).storedRev()).isEqualTo("1-a");
    assertThatThrownBy(() -> Document.create("a", BODY).storedRev())
        .isInstanceOf(IllegalStateException.class);
  }
}
