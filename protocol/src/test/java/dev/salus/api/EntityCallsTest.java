package dev.salus.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What asks for an entity's text, and the text, as messages. */
class EntityCallsTest {

  private static <T> void isHandedOverAsItIs(MessageCodec<T, T> codec, T message) {
    Buffer wire = Buffer.buffer("before");
    codec.encodeToWire(wire, message);

    assertThat(codec.transform(message)).isSameAs(message);
    assertThat(codec.decodeFromWire("before".length(), wire)).isEqualTo(message);
  }

  @Test
  void messagesAreNotCopiedWithinAProcessAndAreJsonBetweenTwo() {
    isHandedOverAsItIs(
        EntityCalls.READ,
        new EntityCalls.Read(new Caller("u", "o", Set.of("admin"), "s", 2), "Patient", "id"));
    isHandedOverAsItIs(
        EntityCalls.READ,
        new EntityCalls.Read(new Caller("u", null, Set.of(), null), "Patient", "id"));
    isHandedOverAsItIs(
        EntityCalls.TEXT, new EntityText("1-a", Buffer.buffer("{\"a\":\"\u00fc\"}")));
  }

  @Test
  void aMessageShowsWhatItSays() {
    assertThat(new EntityText("1-a", Buffer.buffer("{\"a\":1}"))).hasToString("{\"a\":1}");
    assertThat(new EntityCalls.Read(Caller.ofDataOwner("u", "o"), "Patient", "id").toString())
        .contains("Patient", "id", "u", "o");
  }
}
