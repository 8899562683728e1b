package dev.salus.storage.couchdb.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.salus.storage.contract.HostileText;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Ids and keys are data in every place that CouchDB looks at. */
class TextCodeProperties {

  @Property
  void decoding_isTheInverse(@ForAll("texts") String text) {
    assertThat(TextCode.decode(TextCode.encode(text))).contains(text);
  }

  @Property
  void encoding_isFreeOfSyntax(@ForAll("texts") String text) {
    String code = TextCode.encode(text);

    assertThat(code).matches("[a-z0-9.-]*+");
    assertThat(code).doesNotMatch("\\.{1,2}").doesNotStartWith("_");
  }

  @Property
  void encoding_keepsTheOrderOfPlainTexts(
      @ForAll("plainTexts") String one, @ForAll("plainTexts") String other) {
    assertThat(TextCode.encode(one)).isEqualTo(one);
    assertThat(Integer.signum(TextCode.encode(one).compareTo(TextCode.encode(other))))
        .isEqualTo(Integer.signum(one.compareTo(other)));
  }

  @Property
  void decoding_refusesWhatEncodingNeverMakes(@ForAll("codes") String code) {
    assertThat(TextCode.decode(code))
        .satisfies(
            decoded ->
                assertThat(decoded.map(TextCode::encode).filter(code::equals).isPresent())
                    .isEqualTo(decoded.isPresent()));
  }

  @Example
  void hostileTexts_comeBack() {
    for (String text : HostileText.ALL) {
      assertThat(TextCode.decode(TextCode.encode(text))).contains(text);
    }
  }

  @Example
  void impossibleIds_becomeNobodys() {
    String nobody = TextCode.encodeId("");

    assertThat(TextCode.encodeId("x".repeat(257))).isEqualTo(nobody);
    assertThat(TextCode.decode(nobody)).isEmpty();
    assertThat(TextCode.encodeId(".")).isNotEqualTo(nobody);
  }

  @Example
  void longTexts_areDecoded() {
    String text = "é".repeat(100_000);

    assertThat(TextCode.decode(TextCode.encode(text))).contains(text);
  }

  @Example
  void malformedCodes_areRefused() {
    for (String code : new String[] {"A", "_", ".", "..", ".0", ".00e", ".00E9", ".0061", "a b"}) {
      assertThat(TextCode.decode(code)).as(code).isEmpty();
    }
  }

  /** All UTF-16, lone surrogates too. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().all().ofMaxLength(300);
  }

  @Provide
  Arbitrary<String> plainTexts() {
    return Arbitraries.strings().withCharRange('a', 'z').numeric().withChars('-').ofMaxLength(5);
  }

  @Provide
  Arbitrary<String> codes() {
    return Arbitraries.strings().withChars("ab09.-AF_~é").ofMaxLength(12);
  }
}
