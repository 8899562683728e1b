package dev.salus.core.storeaccess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.api.Conflict;
import dev.salus.api.Invalid;
import dev.salus.api.TooLarge;
import dev.salus.api.Unavailable;
import dev.salus.storage.StoreException.DocumentTooLarge;
import dev.salus.storage.StoreException.InvalidCursor;
import dev.salus.storage.StoreException.RevisionConflict;
import dev.salus.storage.StoreException.StoreUnavailable;
import org.junit.jupiter.api.Test;

class StoreErrorsTest {

  @Test
  void aStaleRevisionIsAConflictThatNamesTheStoredOne() {
    Throwable error = StoreErrors.toApi(new RevisionConflict("id", "1-a", "2-b"));

    assertThat(error).isInstanceOf(Conflict.class);
    assertThat(((Conflict) error).currentRev()).isEqualTo("2-b");
  }

  @Test
  void aStoreThatCannotAnswerSaysWhenToComeAgainAndNothingOfTheCause() {
    Throwable error =
        StoreErrors.toApi(
            new StoreUnavailable("db-7 refused the password", 2_500, new RuntimeException()));

    assertThat(error).isInstanceOf(Unavailable.class).hasNoCause();
    assertThat(((Unavailable) error).retryAfterMs()).isEqualTo(2_500);
    assertThat(error.getMessage()).doesNotContain("db-7");
  }

  @Test
  void aDocumentThatIsTooLargeIsToldWithTheLimit() {
    Throwable error = StoreErrors.toApi(new DocumentTooLarge(7_500_000));

    assertThat(error).isInstanceOf(TooLarge.class);
    assertThat(((TooLarge) error).detail())
        .isEqualTo("the document is larger than the store takes: 7500000 bytes");
  }

  @Test
  void aForeignCursorIsAnInvalidField() {
    Throwable error = StoreErrors.toApi(new InvalidCursor());

    assertThat(error).isInstanceOf(Invalid.class);
    assertThat(((Invalid) error).field()).isEqualTo("cursor");
  }

  @Test
  void anythingElseStaysWhatItIs() {
    Invalid ours = new Invalid("field", "detail");
    IllegalStateException bug = new IllegalStateException();

    assertThat(StoreErrors.toApi(ours)).isSameAs(ours);
    assertThat(StoreErrors.toApi(bug)).isSameAs(bug);
  }
}
