package dev.salus.app.share;

import dev.salus.app.dialogue.CommandFailure;
import dev.salus.app.keys.session.KeySession;
import dev.salus.app.keys.session.Words;
import dev.salus.sdk.entity.EntityFilter;
import dev.salus.sdk.entity.result.EntityPage;
import dev.salus.sdk.entity.result.PotentiallyEncrypted.Decrypted;
import dev.salus.sdk.model.Patient;
import dev.salus.sdk.model.PersonName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The patients that open on this machine and are genuine, by name, with numbers to choose by.
 *
 * @param patients the first is number 1
 * @param others how many more there are, as the server says
 */
record PatientList(List<Patient> patients, int others) {

  private static final int PAGE = 200;

  PatientList {
    patients = List.copyOf(patients);
  }

  static PatientList of(KeySession.Opened keys) throws TimeoutException {
    List<Patient> open = new ArrayList<>();
    int others = 0;
    @Nullable String cursor = null;
    do {
      EntityPage<Patient> page =
          keys.get(
              keys.salus()
                  .patientApi()
                  .getPatients(EntityFilter.ALL.limitedTo(PAGE).after(cursor)));
      for (var item : page.items()) {
        if (item instanceof Decrypted<Patient> decrypted) {
          open.add(decrypted.value());
        } else {
          others++;
        }
      }
      cursor = page.next();
    } while (cursor != null);
    open.sort(
        Comparator.<Patient, String>comparing(PatientList::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Patient::requireId));
    return new PatientList(open, others);
  }

  /** The one of this number, name or id; {@link CommandFailure} if that is none, or several. */
  Patient require(String typed) {
    String text = typed.strip();
    if (text.matches("\\d{1,6}")) {
      int number = Integer.parseInt(text);
      if (number < 1 || number > patients.size()) {
        throw new CommandFailure(
            "there is no patient number " + number + "; see 'salus share list'");
      }
      return patients.get(number - 1);
    }
    List<Patient> found =
        patients.stream()
            .filter(each -> text.equals(each.id()) || text.equalsIgnoreCase(name(each)))
            .toList();
    if (found.size() != 1) {
      throw new CommandFailure(
          (found.isEmpty() ? "no patient that opens here" : "more than one patient")
              + " is called '"
              + text
              + "'; say the number from 'salus share list', or the whole name in quotes");
    }
    return found.get(0);
  }

  /** What a patient is called. */
  static String name(Patient patient) {
    String own = joined(Stream.of(patient.firstName(), patient.lastName()));
    if (!own.isEmpty()) {
      return own;
    }
    String other = patient.names().stream().map(PatientList::name).findFirst().orElse("");
    return other.isEmpty() ? "(without a name)" : other;
  }

  private static String name(PersonName name) {
    String text = name.text();
    return text != null && !text.isBlank()
        ? text
        : joined(Stream.concat(name.firstNames().stream(), Stream.of(name.lastName())));
  }

  private static String joined(Stream<@Nullable String> parts) {
    return parts
        .filter(Objects::nonNull)
        .filter(part -> !part.isBlank())
        .collect(Collectors.joining(" "));
  }

  /** A patient in a few words. */
  static String describe(Patient patient) {
    String born = patient.birthDate();
    return Words.foreign(name(patient)) + (born == null ? "" : ", born " + born);
  }
}
