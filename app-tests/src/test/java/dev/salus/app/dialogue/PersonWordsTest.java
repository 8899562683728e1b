package dev.salus.app.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Forbidden;
import dev.salus.api.Invalid;
import dev.salus.api.NotFound;
import dev.salus.sdk.error.KeyFileRefused;
import dev.salus.sdk.error.RecoveryRefused;
import dev.salus.sdk.error.TamperedEntity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PersonWordsTest {

  private static final String ID = "00000000-0000-4000-8000-000000000001";

  private static List<Throwable> rareFailures() {
    Stream<Throwable> rare =
        Stream.of(
            new NotFound("there is no such data owner"),
            new Forbidden("only the data owner itself changes its cards"),
            new Invalid("dataOwner", "this user has no data owner"),
            new TamperedEntity(ID, TamperedEntity.What.IDENTITY));
    return Stream.<Stream<? extends Throwable>>of(
            rare,
            Arrays.stream(RecoveryRefused.Reason.values()).map(RecoveryRefused::new),
            Arrays.stream(KeyFileRefused.Reason.values())
                .map(why -> new KeyFileRefused("a.keys", why)))
        .<Throwable>flatMap(all -> all)
        .toList();
  }

  @Test
  void noFailureIsToldInTheWordsOfTheDocuments() {
    for (Throwable failure : rareFailures()) {
      assertThat(CommandFailure.explain(failure))
          .doesNotContainIgnoringCase("data owner", "dataOwner", "exchange record", "key ring")
          .doesNotContainPattern("\\b(card|entity|entities)\\b");
    }
  }

  @Test
  void otherWordsStayAsTheyAre() {
    assertThat(PersonWords.of("discard the cards of data owners: identity of entities"))
        .isEqualTo("discard the keys of people: identity of records");
  }

  @Test
  void howManyNotariesItTakesIsSaidWithoutALetter() {
    assertThat(CommandFailure.explain(new Invalid("k", "must be 1 to the number of notaries")))
        .endsWith("how many of the notaries it takes is a number from 1 to as many as there are");
  }
}
