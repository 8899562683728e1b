package dev.salus.app.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.app.keys.session.LostKeys;
import dev.salus.sdk.device.OwnCard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of a key that is lost. */
class DeviceListTest {

  private static final OwnCard LOST =
      new OwnCard("a-key", "12345", "salus:v1:", 0, 0L, false, OwnCard.State.LOST);

  private static String state(Optional<Set<String>> retired, String... tellers) {
    LostKeys lost = new LostKeys(List.of(LOST), retired, List.of(tellers));
    return new DeviceList(List.of(LOST), Map.of(), "", lost).state(LOST);
  }

  @Test
  void whatTheServerDoesNotTellIsNotSaid() {
    assertThat(state(Optional.empty()))
        .isEqualTo(
            "lost; whether others still seal to it cannot be told now, since the server did not"
                + " answer");
    assertThat(state(Optional.of(Set.of("a-key")))).isEqualTo("lost, and retired");
  }

  @Test
  void whoToldIsTheServersWord() {
    assertThat(state(Optional.of(Set.of()), "'bob'", "'carla'"))
        .contains("of whom you took access back; the server says, by 'bob' or 'carla'. If you");
  }
}
