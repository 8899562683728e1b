package dev.salus.sdk.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Any records, as anybody may have written them, for properties; edge cases of their parts only, as
 * those of wholes are too many.
 */
final class Records {

  private static final int DEPTH = 2;

  private Records() {}

  static Arbitrary<String> text() {
    return Arbitraries.strings()
        .all()
        .ofMaxLength(10)
        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }

  private static Arbitrary<String> maybeText() {
    return text().injectNull(0.4);
  }

  private static Arbitrary<Long> maybeDate() {
    return Arbitraries.longs().injectNull(0.4);
  }

  private static Arbitrary<BigDecimal> number() {
    return Arbitraries.oneOf(
        Arbitraries.doubles()
            .between(-Double.MAX_VALUE, Double.MAX_VALUE)
            .ofScale(20)
            .map(BigDecimal::valueOf),
        Arbitraries.bigDecimals().between(BigDecimal.valueOf(-10), BigDecimal.TEN).ofScale(25),
        Arbitraries.longs().map(BigDecimal::valueOf));
  }

  private static Arbitrary<String> date() {
    return Arbitraries.of("1974", "1974-12", "2004-02-29");
  }

  private static Arbitrary<String> maybeDateTime() {
    return Arbitraries.oneOf(
            date(), Arbitraries.of("2004-12-25T23:50:50-05:00", "1974-12-25T00:00:60.1Z"))
        .injectNull(0.4);
  }

  /** JSON values as an application may give them: not yet in one form. */
  static Arbitrary<Object> value() {
    return value(DEPTH);
  }

  /** Bounded in depth: what only tends to end can still fill the heap. */
  private static Arbitrary<Object> value(int depth) {
    Arbitrary<Object> scalar = scalar().withoutEdgeCases();
    if (depth == 0) {
      return scalar;
    }
    Arbitrary<Object> inner = value(depth - 1).injectNull(0.2);
    return Arbitraries.frequencyOf(
            Tuple.of(2, scalar),
            Tuple.of(1, inner.list().ofMaxSize(3).map(list -> (Object) list)),
            Tuple.of(1, Arbitraries.maps(text(), inner).ofMaxSize(3).map(map -> (Object) map)))
        .withoutEdgeCases();
  }

  private static Arbitrary<Object> scalar() {
    return Arbitraries.oneOf(
        text(),
        Arbitraries.longs(),
        Arbitraries.integers(),
        Arbitraries.shorts(),
        Arbitraries.of(true, false),
        Arbitraries.doubles(),
        Arbitraries.floats(),
        Arbitraries.bigIntegers().between(BigInteger.TEN.pow(30).negate(), BigInteger.TEN.pow(30)),
        Arbitraries.bigDecimals().between(BigDecimal.valueOf(-10), BigDecimal.TEN).ofScale(25));
  }

  static Arbitrary<Map<String, Object>> values() {
    return Arbitraries.maps(text(), value().injectNull(0.1)).ofMaxSize(3).withoutEdgeCases();
  }

  /** Fields with names that no record has. */
  static Arbitrary<Map<String, Object>> unknown() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(Map.of())),
        Tuple.of(1, Arbitraries.maps(text().map(name -> "?" + name), value()).ofMaxSize(2)));
  }

  private static Arbitrary<Coding> coding() {
    Arbitrary<String> filled = text().filter(text -> !text.isEmpty()).injectNull(0.3);
    return Combinators.combine(maybeText(), filled, filled, maybeText(), maybeText(), unknown())
        .as(Coding::new);
  }

  private static Arbitrary<List<Coding>> codings() {
    return coding().list().ofMaxSize(2);
  }

  private static Arbitrary<Reference> reference() {
    return Combinators.combine(maybeText(), maybeText(), unknown()).as(Reference::new);
  }

  private static Arbitrary<List<Identifier>> identifiers() {
    return Combinators.combine(maybeText(), maybeText(), unknown())
        .as(Identifier::new)
        .list()
        .ofMaxSize(2);
  }

  static Arbitrary<Patient> patients() {
    Arbitrary<Telecom> telecom =
        Combinators.combine(maybeText(), maybeText(), unknown()).as(Telecom::new);
    Arbitrary<Address> address =
        Combinators.combine(
                maybeText(),
                maybeText(),
                maybeText(),
                maybeText(),
                maybeText(),
                maybeText(),
                telecom.list().ofMaxSize(2),
                unknown())
            .as(Address::new);
    Arbitrary<PersonName> name =
        Combinators.combine(
                maybeText(), maybeText(), text().list().ofMaxSize(2), maybeText(), unknown())
            .as(PersonName::new);
    Arbitrary<ContactPerson> contact =
        Combinators.combine(
                codings(),
                name.injectNull(0.4),
                maybeText(),
                telecom.list().ofMaxSize(1),
                address.injectNull(0.4),
                unknown())
            .as(ContactPerson::new);
    return Builders.withBuilder(PatientBuilder::unchecked)
        .use(Arbitraries.of(true, false).injectNull(0.5))
        .in(PatientBuilder::active)
        .use(Arbitraries.of(true, false).injectNull(0.5))
        .in(PatientBuilder::deceasedBoolean)
        .use(maybeDateTime())
        .in(PatientBuilder::deceasedDateTime)
        .use(coding().injectNull(0.5))
        .in(PatientBuilder::maritalStatus)
        .use(text().list().ofMaxSize(2))
        .in(PatientBuilder::nationalities)
        .use(maybeText())
        .in(PatientBuilder::profession)
        .use(maybeText())
        .in(PatientBuilder::photoId)
        .use(contact.list().ofMaxSize(1))
        .in(PatientBuilder::contact)
        .use(maybeText())
        .in(PatientBuilder::firstName)
        .use(maybeText())
        .in(PatientBuilder::lastName)
        .use(name.list().ofMaxSize(2))
        .in(PatientBuilder::names)
        .use(maybeText())
        .in(PatientBuilder::gender)
        .use(date().injectNull(0.4))
        .in(PatientBuilder::birthDate)
        .use(maybeText())
        .in(PatientBuilder::note)
        .use(address.list().ofMaxSize(2))
        .in(PatientBuilder::addresses)
        .use(identifiers())
        .in(PatientBuilder::identifiers)
        .use(text().list().ofMaxSize(2))
        .in(PatientBuilder::languages)
        .use(values())
        .in(PatientBuilder::properties)
        .use(codings())
        .in(PatientBuilder::labels)
        .use(codings())
        .in(PatientBuilder::codes)
        .use(unknown())
        .in(PatientBuilder::unknownFields)
        .build(PatientBuilder::build)
        .withoutEdgeCases();
  }

  private static Arbitrary<Content> contents(int depth) {
    Arbitrary<Measure> measure =
        Combinators.combine(
                number().injectNull(0.3),
                maybeText(),
                number().injectNull(0.5),
                number().injectNull(0.5),
                maybeText(),
                maybeText(),
                unknown())
            .as(Measure::new);
    Arbitrary<MeasureRange> range =
        Combinators.combine(measure.injectNull(0.5), measure.injectNull(0.5), unknown())
            .as(MeasureRange::new);
    Arbitrary<List<Component>> parts =
        depth == 0
            ? Arbitraries.just(List.of())
            : Combinators.combine(
                    Arbitraries.maps(text(), contents(depth - 1)).ofMaxSize(2),
                    maybeText(),
                    codings(),
                    codings(),
                    unknown())
                .as(Component::new)
                .list()
                .ofMaxSize(2);
    return Builders.withBuilder(ContentBuilder::unchecked)
        .use(maybeText())
        .in(ContentBuilder::stringValue)
        .use(number().injectNull(0.5))
        .in(ContentBuilder::numberValue)
        .use(Arbitraries.of(true, false).injectNull(0.5))
        .in(ContentBuilder::booleanValue)
        .use(maybeDate())
        .in(ContentBuilder::instantValue)
        .use(measure.injectNull(0.5))
        .in(ContentBuilder::measureValue)
        .use(range.injectNull(0.7))
        .in(ContentBuilder::rangeValue)
        .use(maybeDateTime())
        .in(ContentBuilder::dateTimeValue)
        .use(coding().injectNull(0.5))
        .in(ContentBuilder::codedValue)
        .use(parts)
        .in(ContentBuilder::compoundValue)
        .use(maybeText())
        .in(ContentBuilder::documentId)
        .use(unknown())
        .in(ContentBuilder::unknownFields)
        .build(ContentBuilder::build)
        .withoutEdgeCases();
  }

  static Arbitrary<DataSample> dataSamples() {
    return Builders.withBuilder(DataSampleBuilder::unchecked)
        .use(Arbitraries.maps(text(), contents(2)).ofMaxSize(2))
        .in(DataSampleBuilder::content)
        .use(maybeText())
        .in(DataSampleBuilder::comment)
        .use(maybeDate())
        .in(DataSampleBuilder::valueDate)
        .use(maybeDateTime())
        .in(DataSampleBuilder::valueDateTime)
        .use(maybeDateTime())
        .in(DataSampleBuilder::closingDateTime)
        .use(reference().list().ofMaxSize(2))
        .in(DataSampleBuilder::performer)
        .use(reference().injectNull(0.5))
        .in(DataSampleBuilder::device)
        .use(codings())
        .in(DataSampleBuilder::interpretation)
        .use(maybeDate())
        .in(DataSampleBuilder::openingDate)
        .use(maybeDate())
        .in(DataSampleBuilder::closingDate)
        .use(text().list().ofMaxSize(2))
        .in(DataSampleBuilder::healthcareElements)
        .use(maybeText())
        .in(DataSampleBuilder::batchId)
        .use(identifiers())
        .in(DataSampleBuilder::identifiers)
        .use(values())
        .in(DataSampleBuilder::properties)
        .use(codings())
        .in(DataSampleBuilder::labels)
        .use(codings())
        .in(DataSampleBuilder::codes)
        .use(unknown())
        .in(DataSampleBuilder::unknownFields)
        .build(DataSampleBuilder::build)
        .withoutEdgeCases();
  }

  static Arbitrary<HealthcareElement> healthcareElements() {
    return Builders.withBuilder(HealthcareElementBuilder::unchecked)
        .use(maybeText())
        .in(HealthcareElementBuilder::description)
        .use(maybeText())
        .in(HealthcareElementBuilder::note)
        .use(maybeDate())
        .in(HealthcareElementBuilder::openingDate)
        .use(maybeDateTime())
        .in(HealthcareElementBuilder::openingDateTime)
        .use(maybeDate())
        .in(HealthcareElementBuilder::closingDate)
        .use(Arbitraries.of(true, false).injectNull(0.5))
        .in(HealthcareElementBuilder::relevant)
        .use(maybeDate())
        .in(HealthcareElementBuilder::status)
        .use(identifiers())
        .in(HealthcareElementBuilder::identifiers)
        .use(values())
        .in(HealthcareElementBuilder::properties)
        .use(codings())
        .in(HealthcareElementBuilder::labels)
        .use(codings())
        .in(HealthcareElementBuilder::codes)
        .use(unknown())
        .in(HealthcareElementBuilder::unknownFields)
        .build(HealthcareElementBuilder::build)
        .withoutEdgeCases();
  }
}
